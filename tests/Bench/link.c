/* link: a cable with a delay between two network namespaces, in user space (a kernel may lack netem).
 *
 *   link MICROSECONDS NAMESPACE-A NAMESPACE-B
 *
 * Makes an interface "link0" in each namespace, and passes every packet on after the delay, in order. Standard output
 * tells "ready" once both are there; addresses are for the caller to set. Ends with a signal. Needs root.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/if_tun.h>
#include <net/if.h>
#include <poll.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { LONGEST = 2048, SLOTS = 16384 };

/* Packets on their way: a ring, in the order of their deadlines. */
typedef struct {
  uint8_t bytes[SLOTS][LONGEST];
  uint16_t lengths[SLOTS];
  int64_t deadlines[SLOTS];
  unsigned first, count;
} Queue;

static Queue queues[2];

static void die(const char *what) {
  fprintf(stderr, "link: %s: %s\n", what, strerror(errno));
  exit(1);
}

static int64_t nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static int open_end(const char *namespace) {
  char path[256];
  struct ifreq request = {.ifr_flags = IFF_TUN | IFF_NO_PI};
  snprintf(path, sizeof path, "/var/run/netns/%s", namespace);
  int net = open(path, O_RDONLY | O_CLOEXEC);
  if (net < 0 || setns(net, CLONE_NEWNET)) die(path);
  close(net);
  int end = open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC);
  strcpy(request.ifr_name, "link0");
  if (end < 0 || ioctl(end, TUNSETIFF, &request)) die("/dev/net/tun");
  return end;
}

/* Takes what has arrived at an end; a full queue leaves packets in the kernel, which drops them in time. */
static void take(int end, Queue *queue, int64_t delay) {
  while (queue->count < SLOTS) {
    unsigned slot = (queue->first + queue->count) % SLOTS;
    ssize_t length = read(end, queue->bytes[slot], LONGEST);
    if (length <= 0) return;
    queue->lengths[slot] = (uint16_t)length;
    queue->deadlines[slot] = nanoseconds() + delay;
    queue->count++;
  }
}

/* Hands on what is due. Returns the next deadline, or INT64_MAX. */
static int64_t give(int end, Queue *queue) {
  int64_t now = nanoseconds();
  while (queue->count > 0) {
    unsigned slot = queue->first;
    if (queue->deadlines[slot] > now) return queue->deadlines[slot];
    if (write(end, queue->bytes[slot], queue->lengths[slot]) < 0 && errno == EAGAIN) return now + 100000;
    queue->first = (slot + 1) % SLOTS;
    queue->count--;
  }
  return INT64_MAX;
}

int main(int count, char **arguments) {
  if (count != 4) {
    fprintf(stderr, "usage: link MICROSECONDS NAMESPACE-A NAMESPACE-B\n");
    return 1;
  }
  int64_t delay = atoll(arguments[1]) * 1000;
  struct pollfd ends[2] = {{open_end(arguments[2]), POLLIN, 0}, {open_end(arguments[3]), POLLIN, 0}};
  puts("ready");
  fflush(stdout);
  for (;;) {
    int64_t next = INT64_MAX;
    for (int i = 0; i < 2; i++) {
      take(ends[i].fd, &queues[i], delay);
      int64_t due = give(ends[1 - i].fd, &queues[i]);
      if (due < next) next = due;
    }
    int64_t left = next == INT64_MAX ? 1000000000 : next - nanoseconds();
    struct timespec wait = {left > 0 ? left / 1000000000 : 0, left > 0 ? left % 1000000000 : 0};
    if (ppoll(ends, 2, &wait, NULL) < 0 && errno != EINTR) die("poll");
  }
}
