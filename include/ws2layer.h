/* ws2layer.h - for layered providers: from a stored path to the provider behind it. Of ws2, not of
 * Windows, where a layer expands the path, loads the library and looks WSPStartup up by itself. */
#ifndef WS2LAYER_H
#define WS2LAYER_H
#include "ws2spi.h"

#ifdef __cplusplus
extern "C" {
#endif

/* `path` is what WPUGetProviderPath gives for the next provider of the chain: a file, which is
 * loaded under the rules that hold for every provider, or "builtin:NAME". 0, WSAEFAULT or
 * WSAEPROVIDERFAILEDINIT. What is loaded stays. */
WINSOCK_API_LINKAGE int WSPAPI ws2_load_provider(const WCHAR* path, LPWSPSTARTUP* startup);

#ifdef __cplusplus
}
#endif

#endif
