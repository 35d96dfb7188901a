/* measure: runs a program to its end, N times, and tells what it used.
 *
 *   measure [-n N] [-t SECONDS] PROGRAM ARGUMENT...
 *
 * A line for each run: wall, user and system time in microseconds, peak resident memory in KiB, exit status (128 + n
 * for signal n). The program's output is dropped. A run that exceeds the time (default: 600 s) is killed.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;
static pid_t child;

static void kill_child(int signal) {
  (void)signal;
  kill(child, SIGKILL);
}

static long long microseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000000LL + now.tv_nsec / 1000;
}

static long long of(struct timeval time) {
  return time.tv_sec * 1000000LL + time.tv_usec;
}

int main(int count, char **arguments) {
  int runs = 1, limit = 600, at = 1;
  for (; at + 1 < count && arguments[at][0] == '-'; at += 2) {
    if (strcmp(arguments[at], "-n") == 0) runs = atoi(arguments[at + 1]);
    else if (strcmp(arguments[at], "-t") == 0) limit = atoi(arguments[at + 1]);
    else break;
  }
  if (at >= count || arguments[at][0] == '-') {
    fprintf(stderr, "usage: measure [-n N] [-t SECONDS] PROGRAM ARGUMENT...\n");
    return 2;
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  signal(SIGALRM, kill_child);
  for (int i = 0; i < runs; i++) {
    struct rusage use;
    int status;
    long long start = microseconds();
    if (posix_spawnp(&child, arguments[at], &actions, NULL, arguments + at, environ) != 0) {
      perror(arguments[at]);
      return 2;
    }
    alarm((unsigned)limit);
    while (wait4(child, &status, 0, &use) != child) continue;
    long long wall = microseconds() - start;
    alarm(0);
    printf("%lld %lld %lld %ld %d\n", wall, of(use.ru_utime), of(use.ru_stime), use.ru_maxrss,
           WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  }
  return 0;
}
