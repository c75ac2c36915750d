/* sal.h - source annotations, all of them empty: they speak to an analyser of Windows' tools.
 *
 * The lower-case forms of old sources (__in, __out) are identifiers of the C++ library here. In C++
 * they exist only where the program says WS2_OLD_ANNOTATIONS before its first header of ws2, and
 * the C++ standard headers must then come before; in C they are always there. */
#ifndef WS2_SAL_H
#define WS2_SAL_H

#ifndef IN
#define IN
#endif
#ifndef OUT
#define OUT
#endif
#ifndef OPTIONAL
#define OPTIONAL
#endif

#define _In_
#define _In_opt_
#define _In_z_
#define _In_opt_z_
#define _Out_
#define _Out_opt_
#define _Inout_
#define _Inout_opt_
#define _Inout_z_
#define _Inout_opt_z_
#define _Outptr_
#define _Outptr_opt_
#define _Outptr_result_maybenull_
#define _Outptr_opt_result_maybenull_
#define _Outptr_result_z_
#define _Outptr_result_nullonfailure_
#define _Outref_
#define _Outref_result_maybenull_
#define _COM_Outptr_
#define _COM_Outptr_opt_
#define _Reserved_
#define _Const_
#define _Notnull_
#define _Maybenull_
#define _Null_
#define _Valid_
#define _Notvalid_
#define _Null_terminated_
#define _NullNull_terminated_
#define _Pre_
#define _Post_
#define _Pre_valid_
#define _Post_valid_
#define _Pre_invalid_
#define _Post_invalid_
#define _Pre_notnull_
#define _Post_notnull_
#define _Pre_maybenull_
#define _Post_maybenull_
#define _Pre_null_
#define _Pre_z_
#define _Post_z_
#define _Post_ptr_invalid_
#define _Pre_opt_valid_
#define _Prepost_valid_
#define _Prepost_z_
#define _Deref_out_
#define _Deref_out_opt_
#define _Deref_opt_out_
#define _Deref_pre_z_
#define _Deref_post_z_
#define _Ret_
#define _Ret_z_
#define _Ret_maybenull_
#define _Ret_maybenull_z_
#define _Ret_notnull_
#define _Ret_null_
#define _Ret_valid_
#define _Ret_opt_
#define _Must_inspect_result_
#define _Check_return_
#define _Check_return_opt_
#define _Check_return_wat_
#define _Printf_format_string_
#define _Scanf_format_string_
#define _Field_z_
#define _Use_decl_annotations_
#define _Maybe_raises_SEH_exception_
#define _Raises_SEH_exception_
#define _Interlocked_operand_
#define _Enum_is_bitflag_
#define _Strict_type_match_
#define _Points_to_data_
#define _Literal_
#define _Notliteral_
#define _Analysis_noreturn_
#define _Requires_no_locks_held_
#define _Is_function_
#define _Frees_ptr_
#define _Frees_ptr_opt_
#define _Post_writable_
#define _Callback_

#define _In_reads_(a)
#define _In_reads_opt_(a)
#define _In_reads_bytes_(a)
#define _In_reads_bytes_opt_(a)
#define _In_reads_z_(a)
#define _In_reads_opt_z_(a)
#define _In_reads_or_z_(a)
#define _In_reads_to_ptr_(a)
#define _In_count_(a)
#define _In_bytecount_(a)
#define _In_opt_count_(a)
#define _In_opt_bytecount_(a)
#define _Out_writes_(a)
#define _Out_writes_opt_(a)
#define _Out_writes_bytes_(a)
#define _Out_writes_bytes_opt_(a)
#define _Out_writes_z_(a)
#define _Out_writes_opt_z_(a)
#define _Out_writes_all_(a)
#define _Out_writes_all_opt_(a)
#define _Out_writes_bytes_all_(a)
#define _Out_writes_bytes_all_opt_(a)
#define _Out_cap_(a)
#define _Out_bytecap_(a)
#define _Out_z_cap_(a)
#define _Inout_updates_(a)
#define _Inout_updates_opt_(a)
#define _Inout_updates_z_(a)
#define _Inout_updates_bytes_(a)
#define _Inout_updates_bytes_opt_(a)
#define _Inout_updates_all_(a)
#define _Inout_updates_all_opt_(a)
#define _Inout_updates_bytes_all_(a)
#define _Inout_updates_opt_bytes_all_(a)
#define _Outptr_result_buffer_(a)
#define _Outptr_result_buffer_maybenull_(a)
#define _Outptr_result_bytebuffer_(a)
#define _Outptr_result_bytebuffer_maybenull_(a)
#define _Outptr_opt_result_buffer_(a)
#define _Outptr_opt_result_bytebuffer_(a)
#define _Field_size_(a)
#define _Field_size_opt_(a)
#define _Field_size_bytes_(a)
#define _Field_size_bytes_opt_(a)
#define _Field_size_full_(a)
#define _Struct_size_bytes_(a)
#define _Readable_bytes_(a)
#define _Readable_elements_(a)
#define _Writable_bytes_(a)
#define _Writable_elements_(a)
#define _Post_readable_size_(a)
#define _Post_readable_byte_size_(a)
#define _Post_writable_size_(a)
#define _Post_writable_byte_size_(a)
#define _Pre_readable_size_(a)
#define _Pre_readable_byte_size_(a)
#define _Pre_writable_size_(a)
#define _Pre_writable_byte_size_(a)
#define _Pre_satisfies_(a)
#define _Post_satisfies_(a)
#define _Satisfies_(a)
#define _Success_(a)
#define _Return_type_success_(a)
#define _On_failure_(a)
#define _Always_(a)
#define _Ret_writes_(a)
#define _Ret_writes_z_(a)
#define _Ret_writes_bytes_(a)
#define _Ret_writes_maybenull_(a)
#define _Ret_writes_bytes_maybenull_(a)
#define _Acquires_lock_(a)
#define _Releases_lock_(a)
#define _Requires_lock_held_(a)
#define _Requires_lock_not_held_(a)
#define _Acquires_exclusive_lock_(a)
#define _Releases_exclusive_lock_(a)
#define _Acquires_shared_lock_(a)
#define _Releases_shared_lock_(a)
#define _Requires_exclusive_lock_held_(a)
#define _Requires_shared_lock_held_(a)
#define _Guarded_by_(a)
#define _Write_guarded_by_(a)
#define _Has_lock_level_(a)
#define _Function_class_(a)
#define _IRQL_requires_(a)
#define _IRQL_requires_max_(a)
#define _IRQL_requires_min_(a)
#define _Analysis_assume_(a)
#define _Analysis_assume_lock_held_(a)
#define _Analysis_assume_nullterminated_(a)

#define _Out_writes_to_(a, b)
#define _Out_writes_to_opt_(a, b)
#define _Out_writes_bytes_to_(a, b)
#define _Out_writes_bytes_to_opt_(a, b)
#define _Inout_updates_to_(a, b)
#define _Inout_updates_to_opt_(a, b)
#define _Inout_updates_bytes_to_(a, b)
#define _Inout_updates_bytes_to_opt_(a, b)
#define _Outptr_result_buffer_to_(a, b)
#define _Outptr_result_bytebuffer_to_(a, b)
#define _Field_size_part_(a, b)
#define _Field_size_bytes_part_(a, b)
#define _In_range_(a, b)
#define _Out_range_(a, b)
#define _Ret_range_(a, b)
#define _Field_range_(a, b)
#define _Deref_in_range_(a, b)
#define _Deref_out_range_(a, b)
#define _When_(a, b)
#define _At_(a, b)
#define _Out_cap_post_count_(a, b)
#define _Out_bytecap_post_bytecount_(a, b)
#define _Ret_writes_to_(a, b)
#define _Ret_writes_bytes_to_(a, b)

#if defined(WS2_OLD_ANNOTATIONS) || !defined(__cplusplus)
#define __in
#define __in_opt
#define __in_z
#define __out
#define __out_opt
#define __inout
#define __inout_opt
#define __reserved
#define __deref_out
#define __deref_out_opt
#define __deref_opt_out
#define __callback
#define __checkReturn
#define __in_bcount(a)
#define __in_bcount_opt(a)
#define __in_ecount(a)
#define __in_ecount_opt(a)
#define __out_bcount(a)
#define __out_bcount_opt(a)
#define __out_bcount_part(a, b)
#define __out_bcount_part_opt(a, b)
#define __out_bcount_full(a)
#define __out_ecount(a)
#define __out_ecount_opt(a)
#define __out_ecount_part(a, b)
#define __out_ecount_part_opt(a, b)
#define __out_ecount_full(a)
#define __inout_bcount(a)
#define __inout_bcount_opt(a)
#define __inout_bcount_part(a, b)
#define __inout_bcount_part_opt(a, b)
#define __inout_bcount_full(a)
#define __inout_ecount(a)
#define __inout_ecount_opt(a)
#define __inout_ecount_part(a, b)
#define __inout_ecount_part_opt(a, b)
#define __inout_ecount_full(a)
#endif

#endif
