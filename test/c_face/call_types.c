/* test/c_face: INCL_WINSOCK_API_TYPEDEFS gives a pointer type for every call. */
#define INCL_WINSOCK_API_TYPEDEFS 1
#include "everything.h"
LPFN_SEND const c_face_send = send;
LPFN_WSASENDDISCONNECT const c_face_send_disconnect = WSASendDisconnect;
LPFN_WSASOCKETW const c_face_socket_w = WSASocketW;
LPFN_GETADDRINFO const c_face_getaddrinfo = getaddrinfo;
LPFN_INETPTONW const c_face_pton = InetPtonW;
LPFN_WSAENUMPROTOCOLS const c_face_protocols = WSAEnumProtocols;
LPWSPSTARTUP const c_face_startup = WSPStartup;
LPFN_ACCEPTEX const c_face_acceptex = AcceptEx;
