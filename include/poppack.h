/* poppack.h - the end of what pshpack1.h and its like began; may come again. */
#pragma pack(pop)
