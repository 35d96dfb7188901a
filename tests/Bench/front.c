/* front: TLS 1.3 before a server that has none, for measuring the other side.
 *
 *   front CERTIFICATE KEY PORT [BYTES]
 *
 * Passes one connection after the other on to PORT of 127.0.0.1, both ways; with BYTES there is nobody behind it, and it sends
 * as many zeros and closes. Standard output tells "listening on PORT" first.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static char memory[1 << 18];

static void die(const char *what) {
  fprintf(stderr, "front: %s\n", what);
  ERR_print_errors_fp(stderr);
  exit(1);
}

static int socket_of(struct sockaddr_in *address) {
  int on = 1, descriptor = socket(AF_INET, SOCK_STREAM, 0);
  if (descriptor < 0) die("socket");
  setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  *address = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  return descriptor;
}

static void send_zeros(SSL *tls, unsigned long long left) {
  while (left > 0) {
    int count = SSL_write(tls, memory, left < sizeof memory ? (int)left : (int)sizeof memory);
    if (count <= 0) return;
    left -= (unsigned)count;
  }
}

/* Records are small beside what the sockets hold, so writing waits for neither side for long. */
static void pass(SSL *tls, int outside, int inside) {
  struct pollfd ends[2] = {{outside, POLLIN, 0}, {inside, POLLIN, 0}};
  for (;;) {
    if (SSL_pending(tls) == 0 && poll(ends, 2, -1) < 0) return;
    if (SSL_pending(tls) > 0 || ends[0].revents != 0) {
      int count = SSL_read(tls, memory, sizeof memory);
      if (count <= 0 && SSL_get_error(tls, count) != SSL_ERROR_WANT_READ) return;
      for (int done = 0; done < count;) {
        ssize_t written = write(inside, memory + done, (size_t)(count - done));
        if (written <= 0) return;
        done += (int)written;
      }
    }
    if (ends[1].revents != 0) {
      ssize_t count = read(inside, memory, sizeof memory);
      if (count <= 0 || SSL_write(tls, memory, (int)count) <= 0) return;
    }
  }
}

int main(int count, char **words) {
  if (count < 4) die("usage: front CERTIFICATE KEY PORT [BYTES]");
  signal(SIGPIPE, SIG_IGN);
  SSL_CTX *context = SSL_CTX_new(TLS_server_method());
  if (!SSL_CTX_set_min_proto_version(context, TLS1_3_VERSION) || SSL_CTX_use_certificate_chain_file(context, words[1]) != 1 ||
      SSL_CTX_use_PrivateKey_file(context, words[2], SSL_FILETYPE_PEM) != 1)
    die("certificate or key");
  SSL_CTX_clear_mode(context, SSL_MODE_AUTO_RETRY);
  struct sockaddr_in address;
  socklen_t size = sizeof address;
  int listener = socket_of(&address);
  if (bind(listener, (struct sockaddr *)&address, size) != 0 || listen(listener, 8) != 0 ||
      getsockname(listener, (struct sockaddr *)&address, &size) != 0)
    die("listen");
  printf("listening on %d\n", ntohs(address.sin_port));
  fflush(stdout);
  for (int outside, on = 1; (outside = accept(listener, NULL, NULL)) >= 0; close(outside)) {
    setsockopt(outside, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    SSL *tls = SSL_new(context);
    SSL_set_fd(tls, outside);
    if (SSL_accept(tls) == 1 && count > 4) {
      send_zeros(tls, strtoull(words[4], NULL, 10));
    } else if (SSL_is_init_finished(tls)) {
      int inside = socket_of(&address);
      address.sin_port = htons((uint16_t)atoi(words[3]));
      if (connect(inside, (struct sockaddr *)&address, sizeof address) == 0) pass(tls, outside, inside);
      close(inside);
    }
    SSL_shutdown(tls);
    SSL_free(tls);
  }
  return 1;
}
