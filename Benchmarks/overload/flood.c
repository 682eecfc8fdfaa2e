/* An open-loop generator: sends the requests of a file at times fixed beforehand, whatever the answers do, and measures
 * from the time a request was due, so that a slow server cannot hide what it makes wait (coordinated omission).
 *
 *   flood PORT FILE RATE SECONDS CONNECTIONS OUT
 *
 * FILE: for each request its length as 8 hexadecimal digits, then its HTTP/1.1 text. OUT gets a line per request:
 *   due(us) sent(us) done(us) status      (done 0: no answer)
 * Requests start evenly spaced. A connection carries one request at a time; where none is free the request waits and its
 * wait counts. One thread, epoll, Linux. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct record { int64_t due, sent, done; int status; };
struct connection { int fd; long record; int filled; long body_end; char in[32768]; };

static int64_t now_us(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void die(const char *what) { perror(what); exit(2); }

static int opened(int port, int poll, int index) {
    int fd = socket(AF_INET, SOCK_STREAM, 0), one = 1;
    struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
    if (fd < 0 || connect(fd, (struct sockaddr *)&a, sizeof a) < 0) die("connect");
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    fcntl(fd, F_SETFL, O_NONBLOCK);
    struct epoll_event e = {.events = EPOLLIN, .data.u32 = (uint32_t)index};
    if (epoll_ctl(poll, EPOLL_CTL_ADD, fd, &e) < 0) die("epoll_ctl");
    return fd;
}

int main(int argc, char **argv) {
    if (argc != 7) { fprintf(stderr, "flood PORT FILE RATE SECONDS CONNECTIONS OUT\n"); return 2; }
    int port = atoi(argv[1]), count = atoi(argv[5]);
    double rate = atof(argv[3]), seconds = atof(argv[4]);
    int file = open(argv[2], O_RDONLY);
    struct stat st;
    if (file < 0 || fstat(file, &st) < 0) die(argv[2]);
    char *text = mmap(NULL, st.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
    if (text == MAP_FAILED) die("mmap");
    long total = (long)(rate * seconds), next = 0, finished = 0, reopened = 0;
    struct record *records = calloc(total, sizeof *records);
    struct connection *all = calloc(count, sizeof *all);
    int *idle = malloc(count * sizeof *idle), idle_count = 0, poll = epoll_create1(0);
    off_t at = 0;
    for (int i = 0; i < count; i++) { all[i].fd = opened(port, poll, i); all[i].record = -1; idle[idle_count++] = i; }
    int64_t start = now_us(), end = start + (int64_t)(seconds * 1e6) + 5000000;
    struct epoll_event events[512];
    while (finished < total) {
        int64_t now = now_us();
        if (now > end) break;
        while (next < total && idle_count && start + (int64_t)(next * 1e6 / rate) <= now) {
            if (at + 8 > st.st_size) { fprintf(stderr, "the requests ran out\n"); return 3; }
            char digits[9] = {0};
            memcpy(digits, text + at, 8);
            long length = strtol(digits, NULL, 16);
            struct connection *c = &all[idle[--idle_count]];
            struct record *r = &records[next];
            r->due = (int64_t)(next * 1e6 / rate);
            r->sent = now - start;
            ssize_t sent = send(c->fd, text + at + 8, length, MSG_NOSIGNAL);
            at += 8 + length;
            c->record = next++;
            c->filled = 0;
            c->body_end = 0;
            if (sent != length) { /* closed under us: the request is lost */
                finished++;
                close(c->fd);
                int index = (int)(c - all);
                c->fd = opened(port, poll, index);
                c->record = -1;
                idle[idle_count++] = index;
                reopened++;
            }
        }
        int64_t due = next < total ? start + (int64_t)(next * 1e6 / rate) : end;
        int wait = idle_count && due - now < 1000 ? 0 : 1;
        int ready = epoll_wait(poll, events, 512, wait);
        now = now_us();
        for (int i = 0; i < ready; i++) {
            int index = (int)events[i].data.u32;
            struct connection *c = &all[index];
            ssize_t got = read(c->fd, c->in + c->filled, sizeof c->in - 1 - c->filled);
            if (got < 0 && errno == EAGAIN) continue;
            if (got <= 0) {
                if (c->record >= 0) finished++; else for (int k = 0; k < idle_count; k++) if (idle[k] == index) { idle[k] = idle[--idle_count]; break; }
                close(c->fd);
                c->fd = opened(port, poll, index);
                c->record = -1;
                idle[idle_count++] = index;
                reopened++;
                continue;
            }
            c->filled += got;
            c->in[c->filled] = 0;
            if (!c->body_end) {
                char *blank = strstr(c->in, "\r\n\r\n");
                if (!blank) continue;
                char *field = strcasestr(c->in, "\r\ncontent-length:");
                c->body_end = (blank - c->in) + 4 + (field && field < blank ? strtol(field + 17, NULL, 10) : 0);
            }
            if (c->filled < c->body_end || c->record < 0) continue;
            records[c->record].done = now - start;
            records[c->record].status = atoi(c->in + 9);
            c->record = -1;
            finished++;
            idle[idle_count++] = index;
        }
    }
    FILE *out = fopen(argv[6], "w");
    if (!out) die(argv[6]);
    for (long i = 0; i < next; i++)
        fprintf(out, "%ld %ld %ld %d\n", (long)records[i].due, (long)records[i].sent, (long)records[i].done, records[i].status);
    if (fclose(out)) die(argv[6]);
    fprintf(stderr, "offered %ld of %ld, answered %ld, reopened %ld\n", next, total, finished, reopened);
    return 0;
}
