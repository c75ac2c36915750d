/* ws2tls.h - the ISO transport under TLS: its protocol, and what its sockets are told and asked. Of
 * ws2, not of Windows.
 *
 * The entry "ITOT [TP2 TLS]" is AF_ISO, SOCK_SEQPACKET, ISOPROTO_WS2_TP2_TLS. TLS 1.2 or newer; who
 * calls checks the certificate of the one called, unless told not to. Without SIO_WS2_SET_TLS the
 * environment says the files: WS2_TLS_CA, WS2_TLS_CERT, WS2_TLS_KEY.
 */
#ifndef WS2TLS_H
#define WS2TLS_H

#include "winsock2.h"

#define ISOPROTO_WS2_TP2_TLS 0x571B
#define SECURITY_PROTOCOL_WS2_TLS 0x5701 /* iSecurityScheme of the entry */

/* in: a WS2_TLS_TERMS, before connect or listen; replaces what was set, and the environment. */
#define SIO_WS2_SET_TLS _WSAIOW(IOC_VENDOR, 0x5733)
/* out: a WS2_TLS_STATE, also after a connect that failed. WSAENOTCONN before any. */
#define SIO_WS2_GET_TLS _WSAIOR(IOC_VENDOR, 0x5734)

#define WS2_TLS_TAKE_ANY_PEER 0x1 /* calling: the certificate is not checked */
#define WS2_TLS_ASK_CALLER 0x2    /* listening: callers have to show a certificate as well */

/* Paths of PEM files. */
typedef struct _WS2_TLS_TERMS {
    DWORD cbSize; /* of this structure */
    DWORD dwFlags;
    LPCSTR pszAuthorities; /* who may vouch for the peer; NULL: the system's list */
    LPCSTR pszCertificate; /* our own and those above it; a listener must have one */
    LPCSTR pszPrivateKey;  /* NULL: stands in the certificate's file */
    LPCSTR pszPeerName;    /* host that the certificate has to name; NULL: the address called */
} WS2_TLS_TERMS, *LPWS2_TLS_TERMS;

typedef struct _WS2_TLS_STATE {
    DWORD dwVersion;     /* 0x0303 is TLS 1.2, 0x0304 TLS 1.3; 0 while no keys are agreed */
    DWORD dwVerdict;     /* on the peer's certificate: 0, or OpenSSL's X509_V_ERR_... */
    CHAR szCipher[64];
    CHAR szPeer[256];    /* the subject of the peer's certificate */
    CHAR szTrouble[128]; /* what ended it, in words */
} WS2_TLS_STATE, *LPWS2_TLS_STATE;

#endif
