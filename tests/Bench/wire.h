/* The few pieces of the wire that both programs beside this file need. Not the product's code: only the benchmark's. */
#ifndef WIRE_H
#define WIRE_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CT_IMAGE_STORAGE "1.2.840.10008.5.1.4.1.1.2"
#define PATIENT_ROOT_GET "1.2.840.10008.5.1.4.1.2.1.3"
#define IMPLICIT_LITTLE "1.2.840.10008.1.2"
#define EXPLICIT_LITTLE "1.2.840.10008.1.2.1"
#define APPLICATION_CONTEXT "1.2.840.10008.3.1.1.1"
#define IMPLEMENTATION_CLASS "2.25.20070000"

enum { ASSOCIATE_RQ = 1, ASSOCIATE_AC = 2, DATA_TF = 4, RELEASE_RQ = 5, RELEASE_RP = 6 };

/* PS3.7 E.1: elements of group 0000 */
enum {
  COMMAND_LENGTH = 0x0000, SOP_CLASS = 0x0002, COMMAND_FIELD = 0x0100, MESSAGE_ID = 0x0110, RESPONDED_ID = 0x0120,
  PRIORITY = 0x0700, DATA_SET_TYPE = 0x0800, STATUS = 0x0900, SOP_INSTANCE = 0x1000, COMPLETED = 0x1021, FAILED = 0x1022
};

enum { C_STORE_RQ = 0x0001, C_STORE_RSP = 0x8001, C_GET_RQ = 0x0010, C_GET_RSP = 0x8010 };
enum { HAS_DATA = 0x0000, NO_DATA = 0x0101, PDV_COMMAND = 1, PDV_LAST = 2, MESSAGE_HEADERS = 12 };

static inline void put16(uint8_t *at, uint32_t value) { at[0] = (uint8_t)(value >> 8); at[1] = (uint8_t)value; }
static inline void put32(uint8_t *at, uint32_t value) { put16(at, value >> 16); put16(at + 2, value); }
static inline uint32_t get16(const uint8_t *at) { return (uint32_t)at[0] << 8 | at[1]; }
static inline uint32_t get32(const uint8_t *at) { return get16(at) << 16 | get16(at + 2); }
static inline void put16le(uint8_t *at, uint32_t value) { at[0] = (uint8_t)value; at[1] = (uint8_t)(value >> 8); }
static inline void put32le(uint8_t *at, uint32_t value) { put16le(at, value); put16le(at + 2, value >> 16); }
static inline uint32_t get16le(const uint8_t *at) { return (uint32_t)at[1] << 8 | at[0]; }
static inline uint32_t get32le(const uint8_t *at) { return get16le(at + 2) << 16 | get16le(at); }

/* PS3.8 9.3: an item of an association PDU; returns what follows it */
static inline uint8_t *put_item(uint8_t *at, int type, const void *value, size_t length) {
  at[0] = (uint8_t)type;
  at[1] = 0;
  put16(at + 2, (uint32_t)length);
  memmove(at + 4, value, length);
  return at + 4 + length;
}

/* PS3.5 7.1.3: an element of a command, implicit little endian, padded with NUL; returns what follows it */
static inline uint8_t *put_command(uint8_t *at, uint32_t element, const void *value, uint32_t length) {
  put16le(at, 0);
  put16le(at + 2, element);
  put32le(at + 4, length + (length & 1));
  memcpy(at + 8, value, length);
  at[8 + length] = 0;
  return at + 8 + length + (length & 1);
}

static inline uint8_t *put_number(uint8_t *at, uint32_t element, uint32_t value) {
  uint8_t number[2];
  put16le(number, value);
  return put_command(at, element, number, 2);
}

/* Bytes of a command, PDU and PDV header before it, that starts at message + MESSAGE_HEADERS + 12 and ends at end. */
static inline size_t finish_command(uint8_t *message, const uint8_t *end, int context) {
  uint8_t length[4];
  uint32_t count = (uint32_t)(end - message - MESSAGE_HEADERS);
  put32le(length, count - 12);
  put_command(message + MESSAGE_HEADERS, COMMAND_LENGTH, length, 4);
  message[0] = DATA_TF;
  message[1] = 0;
  put32(message + 2, count + 6);
  put32(message + 6, count + 2);
  message[10] = (uint8_t)context;
  message[11] = PDV_COMMAND | PDV_LAST;
  return count + MESSAGE_HEADERS;
}

/* Value of a command's element, and its length; NULL when absent or broken */
static inline const uint8_t *find(const uint8_t *command, size_t count, uint32_t element, uint32_t *length) {
  for (size_t at = 0; at + 8 <= count;) {
    uint32_t size = get32le(command + at + 4);
    if (size > count - at - 8) return NULL;
    if (get16le(command + at + 2) == element) {
      *length = size;
      return command + at + 8;
    }
    at += 8 + size;
  }
  return NULL;
}

static inline uint32_t number(const uint8_t *command, size_t count, uint32_t element) {
  uint32_t length;
  const uint8_t *value = find(command, count, element, &length);
  return value && length == 2 ? get16le(value) : 0xFFFF;
}

#endif
