/* test/c_face/everything.h - all headers of the face at once. */
#ifndef C_FACE_EVERYTHING_H
#define C_FACE_EVERYTHING_H
#include <afunix.h>
#include <iphlpapi.h>
#include <mstcpip.h>
#include <mswsock.h>
#include <nspapi.h>
#include <svcguid.h>
#include <process.h>
#include <qossp.h>
#include <sporder.h>
#include <windows.h>
#include <winsock2.h>
#include <ws2spi.h>
#include <ws2tcpip.h>
#include <ws2cancel.h>
#include <ws2itot.h>
#include <ws2tls.h>
#include <wshisotp.h>
#endif
