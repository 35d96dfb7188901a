/* floor: the least a receiver can do, as a yardstick.
 *
 *   floor HOST-ADDRESS PORT PDU FOLDER|- [whole]
 *
 * One association, one C-GET. Receives into one buffer, writes each data fragment from it straight into a file named
 * by the instance, answers with one send. No meta information, no check, no rename; with "-" the data is dropped.
 * With "whole" files are made as a program must that leaves no half ones: under a hidden name, with as many bytes in
 * front as the meta information has, then renamed without replacing. What the kernel takes for that shows so.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "wire.h"

#define HIDDEN ".floor.part"

static uint8_t buffer[1 << 20];
static size_t from, to;
static int peer, folder = -1, file = -1;
static bool is_whole;
static char name[65];

static void die(const char *what) {
  fprintf(stderr, "floor: %s: %s\n", what, strerror(errno));
  exit(1);
}

static void send_bytes(const void *bytes, size_t count) {
  if (send(peer, bytes, count, 0) != (ssize_t)count) die("send");
}

/* Makes count bytes available at buffer + from. */
static void need(size_t count) {
  if (to - from >= count) return;
  if (from == to) {
    from = to = 0;
  } else if (sizeof buffer - from < count) {
    memmove(buffer, buffer + from, to - from);
    to -= from;
    from = 0;
  }
  while (to - from < count) {
    ssize_t more = recv(peer, buffer + to, sizeof buffer - to, 0);
    if (more <= 0) die("receive");
    to += (size_t)more;
  }
}

static uint8_t *put_context(uint8_t *at, int id, const char *abstract_syntax, const char *transfer_syntax) {
  uint8_t *end = at + 8;
  memcpy(at + 4, (uint8_t[]){(uint8_t)id, 0, 0, 0}, 4);
  end = put_item(end, 0x30, abstract_syntax, strlen(abstract_syntax));
  end = put_item(end, 0x40, transfer_syntax, strlen(transfer_syntax));
  return put_item(at, 0x20, at + 4, (size_t)(end - at - 4));
}

static void associate(uint32_t maximum) {
  uint8_t request[1024] = {ASSOCIATE_RQ}, limit[4], role[31] = {0, 25}, *at = request + 74, *user;
  request[7] = 1;
  memcpy(request + 10, "ANY-SCP         FLOOR           ", 32);
  at = put_item(at, 0x10, APPLICATION_CONTEXT, strlen(APPLICATION_CONTEXT));
  at = put_context(at, 1, PATIENT_ROOT_GET, IMPLICIT_LITTLE);
  at = put_context(at, 3, CT_IMAGE_STORAGE, EXPLICIT_LITTLE);
  user = at;
  put32(limit, maximum);
  at = put_item(at + 4, 0x51, limit, 4);
  at = put_item(at, 0x52, IMPLEMENTATION_CLASS, strlen(IMPLEMENTATION_CLASS));
  memcpy(role + 2, CT_IMAGE_STORAGE, 25);
  role[28] = 1;
  at = put_item(at, 0x54, role, 29);
  at = put_item(user, 0x50, user + 4, (size_t)(at - user - 4));
  put32(request + 2, (uint32_t)(at - request - 6));
  send_bytes(request, (size_t)(at - request));
  need(6);
  need(6 + get32(buffer + from + 2));
  if (buffer[from] != ASSOCIATE_AC) die("rejected");
  from += 6 + get32(buffer + from + 2);
}

static void request(void) {
  /* (0008,0052) QueryRetrieveLevel PATIENT, in a PDU of its own */
  static const uint8_t identifier[] = {DATA_TF, 0, 0, 0, 0, 22, 0, 0, 0, 18, 1, PDV_LAST,
    8, 0, 0x52, 0, 8, 0, 0, 0, 'P', 'A', 'T', 'I', 'E', 'N', 'T', ' '};
  uint8_t message[256], *at = message + MESSAGE_HEADERS + 12;
  at = put_command(at, SOP_CLASS, PATIENT_ROOT_GET, sizeof PATIENT_ROOT_GET - 1);
  at = put_number(at, COMMAND_FIELD, C_GET_RQ);
  at = put_number(at, MESSAGE_ID, 1);
  at = put_number(at, PRIORITY, 0);
  at = put_number(at, DATA_SET_TYPE, HAS_DATA);
  size_t count = finish_command(message, at, 1);
  memcpy(message + count, identifier, sizeof identifier);
  send_bytes(message, count + sizeof identifier);
}

static void answer(const uint8_t *command, size_t count) {
  uint8_t message[512], *at = message + MESSAGE_HEADERS + 12;
  uint32_t length;
  at = put_command(at, SOP_CLASS, CT_IMAGE_STORAGE, sizeof CT_IMAGE_STORAGE - 1);
  at = put_number(at, COMMAND_FIELD, C_STORE_RSP);
  at = put_number(at, RESPONDED_ID, number(command, count, MESSAGE_ID));
  at = put_number(at, DATA_SET_TYPE, NO_DATA);
  at = put_number(at, STATUS, 0);
  const uint8_t *instance = find(command, count, SOP_INSTANCE, &length);
  if (!instance) die("no instance");
  at = put_command(at, SOP_INSTANCE, instance, length);
  send_bytes(message, finish_command(message, at, 3));
}

static void create(const uint8_t *command, size_t count) {
  uint32_t length;
  const uint8_t *instance = find(command, count, SOP_INSTANCE, &length);
  if (!instance || length > 64) die("no instance");
  memset(name, 0, sizeof name);
  memcpy(name, instance, length);
  if (is_whole) {
    file = -1;
    return;
  }
  file = openat(folder, name, O_CREAT | O_WRONLY | O_TRUNC, 0644);
  if (file < 0) die(name);
}

static void store(const uint8_t *bytes, size_t count) {
  static uint8_t head[330];
  if (is_whole && file < 0) {
    struct iovec parts[] = {{head, sizeof head}, {(void *)bytes, count}};
    file = openat(folder, HIDDEN, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (file < 0 || writev(file, parts, 2) != (ssize_t)(sizeof head + count)) die(name);
  } else if (write(file, bytes, count) != (ssize_t)count) {
    die("write");
  }
}

static void finish(void) {
  if (close(file)) die("close");
  if (is_whole && renameat2(folder, HIDDEN, folder, name, RENAME_NOREPLACE)) die("rename");
}

int main(int count, char **arguments) {
  is_whole = count == 6 && strcmp(arguments[5], "whole") == 0;
  if (count != 5 && !is_whole) {
    fprintf(stderr, "usage: floor ADDRESS PORT PDU FOLDER|- [whole]\n");
    return 1;
  }
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(arguments[2]))};
  int one = 1;
  bool is_stored = strcmp(arguments[4], "-") != 0;
  uint8_t command[1024];
  size_t command_count = 0;
  inet_pton(AF_INET, arguments[1], &address.sin_addr);
  if (is_stored && (folder = open(arguments[4], O_DIRECTORY | O_RDONLY)) < 0) die(arguments[4]);
  peer = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(peer, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (connect(peer, (struct sockaddr *)&address, sizeof address)) die("connect");
  associate((uint32_t)atoi(arguments[3]));
  request();
  for (;;) {
    need(6);
    if (buffer[from] != DATA_TF) die("unexpected PDU");
    uint32_t length = get32(buffer + from + 2);
    need(6 + length);
    const uint8_t *at = buffer + from + 6, *end = at + length;
    from += 6 + length;
    while (at < end) {
      uint32_t size = get32(at) - 2;
      int control = at[5];
      at += 6;
      if (control & PDV_COMMAND) {
        if (size > sizeof command) die("command too long");
        memcpy(command, at, command_count = size);
        if (number(command, size, COMMAND_FIELD) == C_GET_RSP) {
          if (number(command, size, STATUS) == 0xFF00) { at += size; continue; }
          send_bytes((uint8_t[]){RELEASE_RQ, 0, 0, 0, 0, 4, 0, 0, 0, 0}, 10);
          need(10);
          return number(command, size, STATUS) == 0 ? 0 : 1;
        }
        if (is_stored) create(command, size);
      } else {
        if (is_stored) store(at, size);
        if (control & PDV_LAST) {
          if (is_stored) finish();
          answer(command, command_count);
        }
      }
      at += size;
    }
  }
}
