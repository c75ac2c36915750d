/* pshpack2.h - structures aligned to 2 from here to poppack.h; may come again. */
#if defined(__clang__)
#pragma clang diagnostic ignored "-Wpragma-pack"
#endif
#pragma pack(push, 2)
