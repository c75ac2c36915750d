/* test/c_face: libc's socket headers after winsock2.h change nothing. */
#include <winsock2.h>
#include <ws2tcpip.h>

#include <arpa/inet.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "meaning.h"
