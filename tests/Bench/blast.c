/* blast: a C-GET SCP that only sends, for measuring the other side.
 *
 *   blast [--address A] [--pending] PORT COUNT BYTES
 *
 * Accepts every presentation context in its first transfer syntax, one association after the other, and answers every
 * C-GET-RQ with COUNT C-STORE-RQs of synthetic CT objects (explicit little endian) that hold BYTES bytes of values;
 * what exceeds 1 GiB goes to private elements, so an object may be larger than an element can be. Nothing is copied:
 * a writev takes PDU headers and the same filler again and again. PORT 0 takes a free one. Standard output tells
 * "listening on PORT", then a line for each C-GET: objects, failures, bytes, seconds. Any asynchronous operations window
 * that is proposed is agreed to and used (PS3.7 D.3.3.3); without one each object waits for the answer to the one before.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "wire.h"

enum { PERIOD = 65536, LONGEST = 131072, BATCH = 512, LARGEST_ELEMENTS = 64 };
#define GIBIBYTE (1ull << 30)

/* A piece of the data set: bytes, or (where bytes is NULL) filler. */
typedef struct { const uint8_t *bytes; uint64_t count; } Piece;

static uint8_t filler[PERIOD + LONGEST];
static uint8_t head[512], element_heads[LARGEST_ELEMENTS][12];
static uint8_t *head_uid;
static Piece pieces[2 * LARGEST_ELEMENTS + 1];
static int piece_count;
static uint64_t object_length;
static unsigned long object_count;
static bool sends_pending;

static uint8_t received[1 << 18];
static size_t received_from, received_to;
static uint32_t peer_maximum;
static int storage_context;
static unsigned long window;

static void die(const char *what) {
  fprintf(stderr, "blast: %s: %s\n", what, strerror(errno));
  exit(1);
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* PS3.5 7.1.2: explicit VR with a length of 16 bits */
static uint8_t *put_short(uint8_t *at, uint32_t group, uint32_t element, const char *vr, const void *value, size_t length) {
  put16le(at, group);
  put16le(at + 2, element);
  memcpy(at + 4, vr, 2);
  put16le(at + 6, (uint32_t)length);
  memcpy(at + 8, value, length);
  return at + 8 + length;
}

static uint8_t *put_us(uint8_t *at, uint32_t element, uint32_t value) {
  uint8_t number[2];
  put16le(number, value);
  return put_short(at, 0x0028, element, "US", number, 2);
}

static void add_values(uint32_t group, uint32_t element, const char *vr, uint64_t count) {
  uint8_t *at = element_heads[piece_count / 2];
  put16le(at, group);
  put16le(at + 2, element);
  memcpy(at + 4, vr, 2);
  put16le(at + 6, 0);
  put32le(at + 8, (uint32_t)count);
  pieces[piece_count++] = (Piece){at, 12};
  pieces[piece_count++] = (Piece){NULL, count};
}

static void build_object(uint64_t bytes) {
  uint32_t mix = 1;
  for (int i = 0; i < PERIOD; i++) {
    mix = mix * 1664525 + 1013904223;
    filler[i] = (uint8_t)(mix >> 24);
  }
  memcpy(filler + PERIOD, filler, PERIOD);
  memcpy(filler + 2 * PERIOD, filler, LONGEST - PERIOD);

  uint8_t *at = head;
  at = put_short(at, 0x0008, 0x0016, "UI", CT_IMAGE_STORAGE "\0", 26);
  head_uid = at + 8;
  at = put_short(at, 0x0008, 0x0018, "UI", "2.25.0000000000000\0", 18);
  at = put_short(at, 0x0008, 0x0060, "CS", "CT", 2);
  at = put_short(at, 0x0010, 0x0010, "PN", "Bench^Mark", 10);
  at = put_short(at, 0x0010, 0x0020, "LO", "PAT001", 6);
  at = put_short(at, 0x0020, 0x000D, "UI", "2.25.3\0", 6);
  at = put_short(at, 0x0020, 0x000E, "UI", "2.25.4\0", 6);
  at = put_us(at, 0x0002, 1);
  at = put_short(at, 0x0028, 0x0004, "CS", "MONOCHROME2 ", 12);
  at = put_us(at, 0x0010, 512);
  at = put_us(at, 0x0011, (uint32_t)(bytes / 1024) & 0xFFFF);
  at = put_us(at, 0x0100, 16);
  at = put_us(at, 0x0101, 16);
  at = put_us(at, 0x0102, 15);
  at = put_us(at, 0x0103, 0);
  if (bytes > GIBIBYTE) at = put_short(at, 0x6001, 0x0010, "LO", "BLAST ", 6);
  pieces[0] = (Piece){head, (uint64_t)(at - head)};
  piece_count = 1;
  for (uint32_t i = 1; bytes > GIBIBYTE; i++, bytes -= GIBIBYTE) add_values(0x6001, 0x1000 + i, "OB", GIBIBYTE);
  add_values(0x7FE0, 0x0010, "OW", bytes + (bytes & 1));
  for (int i = 0; i < piece_count; i++) object_length += pieces[i].count;
}

static bool send_all(int peer, struct iovec *parts, int count) {
  while (count > 0) {
    ssize_t sent = writev(peer, parts, count);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0) return false;
    while (count > 0 && (size_t)sent >= parts->iov_len) {
      sent -= (ssize_t)parts->iov_len;
      parts++;
      count--;
    }
    if (count > 0) {
      parts->iov_base = (uint8_t *)parts->iov_base + sent;
      parts->iov_len -= (size_t)sent;
    }
  }
  return true;
}

static bool send_bytes(int peer, void *bytes, size_t count) {
  return send_all(peer, &(struct iovec){bytes, count}, 1);
}

static void put_data_header(uint8_t *at, uint64_t count, bool is_last) {
  at[0] = DATA_TF;
  at[1] = 0;
  put32(at + 2, (uint32_t)count + 6);
  put32(at + 6, (uint32_t)count + 2);
  at[10] = (uint8_t)storage_context;
  at[11] = is_last ? PDV_LAST : 0;
}

static bool send_object(int peer, uint8_t *command, size_t command_count) {
  static struct iovec parts[BATCH + 2 * LARGEST_ELEMENTS];
  uint64_t most = (peer_maximum == 0 || peer_maximum > LONGEST ? LONGEST : peer_maximum) - 6, left = object_length;
  uint8_t full[MESSAGE_HEADERS], last[MESSAGE_HEADERS];
  most &= ~1ull;
  put_data_header(full, most, false);
  put_data_header(last, left % most ? left % most : most, true);
  parts[0] = (struct iovec){command, command_count};
  int used = 1, piece = 0;
  uint64_t offset = 0;
  while (left > 0) {
    uint64_t count = left > most ? most : left;
    left -= count;
    parts[used++] = (struct iovec){left ? full : last, MESSAGE_HEADERS};
    while (count > 0) {
      uint64_t some = pieces[piece].count - offset;
      if (some > count) some = count;
      const uint8_t *from = pieces[piece].bytes ? pieces[piece].bytes + offset : filler + offset % PERIOD;
      parts[used++] = (struct iovec){(void *)from, some};
      count -= some;
      offset += some;
      if (offset == pieces[piece].count) {
        piece++;
        offset = 0;
      }
    }
    if (used >= BATCH || left == 0) {
      if (!send_all(peer, parts, used)) return false;
      used = 0;
    }
  }
  return true;
}

/* The next PDU, from its header on, valid until the next call; NULL at the end. */
static uint8_t *receive_pdu(int peer, uint32_t *length) {
  for (;;) {
    size_t there = received_to - received_from;
    uint8_t *pdu = received + received_from;
    if (there >= 6) {
      *length = get32(pdu + 2);
      if (*length > sizeof received - 6) return NULL;
      if (there >= 6 + *length) {
        received_from += 6 + *length;
        return pdu;
      }
    }
    memmove(received, pdu, there);
    received_from = 0;
    received_to = there;
    ssize_t count = recv(peer, received + there, sizeof received - there, 0);
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return NULL;
    received_to += (size_t)count;
  }
}

static bool is_uid(const uint8_t *value, uint32_t length, const char *uid) {
  return length == strlen(uid) && memcmp(value, uid, length) == 0;
}

/* PS3.8 9.3.2.2: answers a proposed context with its first transfer syntax */
static uint8_t *accept_context(uint8_t *at, const uint8_t *item, uint32_t length) {
  uint8_t *start = at;
  bool is_answered = false;
  memcpy(at + 4, (uint8_t[]){item[0], 0, 0, 0}, 4);
  at += 8;
  for (uint32_t i = 4; i + 4 <= length; i += 4 + get16(item + i + 2)) {
    uint32_t count = get16(item + i + 2);
    if (item[i] == 0x30 && is_uid(item + i + 4, count, CT_IMAGE_STORAGE)) storage_context = item[0];
    if (item[i] == 0x40 && !is_answered) {
      at = put_item(at, 0x40, item + i + 4, count);
      is_answered = true;
    }
  }
  return put_item(start, 0x21, start + 4, (size_t)(at - start - 4));
}

static bool associate(int peer) {
  static uint8_t answer[1 << 17], roles[1 << 16];
  uint32_t length;
  uint8_t *request = receive_pdu(peer, &length), *at = answer + 74, *role = roles;
  if (!request || request[0] != ASSOCIATE_RQ || length < 68) return false;
  memcpy(answer, request, 74);
  peer_maximum = 0;
  window = 1;
  uint8_t operations[4] = {0, 1, 0, 1};
  bool has_window = false;
  for (uint32_t i = 74; i + 4 <= length + 6; i += 4 + get16(request + i + 2)) {
    const uint8_t *item = request + i + 4;
    uint32_t count = get16(request + i + 2);
    if (request[i] == 0x10) at = put_item(at, 0x10, item, count);
    if (request[i] == 0x20) at = accept_context(at, item, count);
    for (uint32_t j = 0; request[i] == 0x50 && j + 4 <= count; j += 4 + get16(item + j + 2)) {
      if (item[j] == 0x51) peer_maximum = get32(item + j + 4);
      if (item[j] == 0x53) {
        has_window = true;
        memcpy(operations + 2, item + j + 6, 2);
        window = get16(operations + 2) ? get16(operations + 2) : object_count;
      }
      if (item[j] == 0x54) role = put_item(role, 0x54, item + j + 4, get16(item + j + 2));
    }
  }
  uint8_t *user = at;
  at = put_item(at + 4, 0x51, (uint8_t[]){0, 0, 0x40, 0}, 4);
  at = put_item(at, 0x52, IMPLEMENTATION_CLASS, strlen(IMPLEMENTATION_CLASS));
  if (has_window) at = put_item(at, 0x53, operations, sizeof operations);
  memcpy(at, roles, (size_t)(role - roles));
  at += role - roles;
  at = put_item(user, 0x50, user + 4, (size_t)(at - user - 4));
  answer[0] = ASSOCIATE_AC;
  put32(answer + 2, (uint32_t)(at - answer - 6));
  return send_bytes(peer, answer, (size_t)(at - answer));
}

/* Bytes of the next message's command, its data set dropped; 0 at the end, with a release answered. */
static size_t receive_command(int peer, uint8_t *command, size_t room, int *context) {
  size_t count = 0;
  bool is_data_due = false;
  for (;;) {
    uint32_t length;
    uint8_t *pdu = receive_pdu(peer, &length);
    if (pdu && pdu[0] == RELEASE_RQ) send_bytes(peer, (uint8_t[]){RELEASE_RP, 0, 0, 0, 0, 4, 0, 0, 0, 0}, 10);
    if (!pdu || pdu[0] != DATA_TF) return 0;
    bool is_complete = false;
    for (uint32_t i = 6; i + 6 <= length + 6; i += 4 + get32(pdu + i)) {
      uint32_t size = get32(pdu + i) - 2;
      int control = pdu[i + 5];
      *context = pdu[i + 4];
      if (control & PDV_COMMAND) {
        if (size > room - count) return 0;
        memcpy(command + count, pdu + i + 6, size);
        count += size;
        if (control & PDV_LAST) is_data_due = number(command, count, DATA_SET_TYPE) != NO_DATA;
      }
      if (control & PDV_LAST) is_complete = !(control & PDV_COMMAND) || !is_data_due;
    }
    if (is_complete) return count;
  }
}

static bool respond(int peer, int context, uint32_t id, uint32_t status, unsigned long completed, unsigned long failed) {
  uint8_t message[512], *at = message + MESSAGE_HEADERS + 12;
  at = put_command(at, SOP_CLASS, PATIENT_ROOT_GET, sizeof PATIENT_ROOT_GET - 1);
  at = put_number(at, COMMAND_FIELD, C_GET_RSP);
  at = put_number(at, RESPONDED_ID, id);
  at = put_number(at, DATA_SET_TYPE, NO_DATA);
  at = put_number(at, STATUS, status);
  at = put_number(at, COMPLETED, (uint32_t)completed);
  at = put_number(at, FAILED, (uint32_t)failed);
  return send_bytes(peer, message, finish_command(message, at, context));
}

static bool store(int peer, unsigned long i) {
  uint8_t message[512], *at = message + MESSAGE_HEADERS + 12;
  char uid[32];
  snprintf(uid, sizeof uid, "2.25.1%012lu", i);
  memcpy(head_uid, uid, 18);
  at = put_command(at, SOP_CLASS, CT_IMAGE_STORAGE, sizeof CT_IMAGE_STORAGE - 1);
  at = put_number(at, COMMAND_FIELD, C_STORE_RQ);
  at = put_number(at, MESSAGE_ID, (uint32_t)(i & 0xFFFF));
  at = put_number(at, PRIORITY, 0);
  at = put_number(at, DATA_SET_TYPE, HAS_DATA);
  at = put_command(at, SOP_INSTANCE, uid, 18);
  return send_object(peer, message, finish_command(message, at, storage_context));
}

static bool has_answer(int peer) {
  return received_from < received_to || poll(&(struct pollfd){peer, POLLIN, 0}, 1, 0) > 0;
}

static bool retrieve(int peer, int context, uint32_t id) {
  double start = seconds();
  unsigned long failed = 0;
  uint8_t command[4096];
  for (unsigned long sent = 0, done = 0; done < object_count;) {
    if (sent < object_count && sent - done < window && !(done < sent && has_answer(peer))) {
      if (!store(peer, ++sent)) return false;
      continue;
    }

    int answered;
    size_t count = receive_command(peer, command, sizeof command, &answered);
    if (number(command, count, COMMAND_FIELD) != C_STORE_RSP) return false;
    if (number(command, count, STATUS) != 0) failed++;
    done++;
    if (sends_pending && done < object_count && !respond(peer, context, id, 0xFF00, done - failed, failed)) return false;
  }
  if (!respond(peer, context, id, failed ? 0xB000 : 0, object_count - failed, failed)) return false;
  printf("objects=%lu failed=%lu bytes=%llu seconds=%.6f\n", object_count, failed,
         (unsigned long long)object_length * object_count, seconds() - start);
  return true;
}

static void serve(int peer) {
  static uint8_t command[65536];
  int context;
  received_from = received_to = 0;
  storage_context = 0;
  if (!associate(peer) || storage_context == 0) {
    puts("no association");
    return;
  }
  for (size_t count; (count = receive_command(peer, command, sizeof command, &context)) > 0;) {
    if (number(command, count, COMMAND_FIELD) != C_GET_RQ || !retrieve(peer, context, number(command, count, MESSAGE_ID))) {
      puts("broken off");
      return;
    }
  }
}

int main(int count, char **arguments) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  const char *parameters[3];
  int given = 0, one = 1;
  for (int i = 1; i < count; i++) {
    if (strcmp(arguments[i], "--pending") == 0) sends_pending = true;
    else if (strcmp(arguments[i], "--address") == 0 && i + 1 < count) inet_pton(AF_INET, arguments[++i], &address.sin_addr);
    else if (given < 3) parameters[given++] = arguments[i];
  }
  if (given != 3) {
    fprintf(stderr, "usage: blast [--address A] [--pending] PORT COUNT BYTES\n");
    return 1;
  }
  address.sin_port = htons((uint16_t)atoi(parameters[0]));
  object_count = strtoul(parameters[1], NULL, 10);
  build_object(strtoull(parameters[2], NULL, 10));

  signal(SIGPIPE, SIG_IGN);
  setvbuf(stdout, NULL, _IOLBF, 0);
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) || listen(listener, 16)) die("listen");
  socklen_t size = sizeof address;
  getsockname(listener, (struct sockaddr *)&address, &size);
  printf("listening on %d\n", ntohs(address.sin_port));
  for (;;) {
    int peer = accept(listener, NULL, NULL);
    if (peer < 0) die("accept");
    setsockopt(peer, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    serve(peer);
    close(peer);
  }
}
