/**
 * What writers leave out of a SavedModel, for the operations that inference meets: the outputs of those that have several
 * (`name*number_attribute`, `name@type_list_attribute`; `-` for one output), and the attributes that have a default
 * (`b` truth, `i` whole number, `f` number, `s` text, `t` type, `l` empty list, `li` list of whole numbers). From
 * TensorFlow 2.21's own registry; defaults that change nothing that is computed (names, types of indices) are left out.
 */
export const OP_TABLE = `
All - keep_dims=b0
Any - keep_dims=b0
ArgMax - output_type=tint64
ArgMin - output_type=tint64
AsString - precision=i-1 scientific=b0 shortest=b0 width=i-1 fill=s
AvgPool - data_format=sNHWC
AvgPool3D - data_format=sNDHWC
BatchMatMul - adj_x=b0 adj_y=b0 grad_x=b0 grad_y=b0
BatchMatMulV2 - adj_x=b0 adj_y=b0 grad_x=b0 grad_y=b0
BatchMatMulV3 - adj_x=b0 adj_y=b0 grad_x=b0 grad_y=b0
BiasAdd - data_format=sNHWC
Cast - Truncate=b0
Complex - Tout=tcomplex64
ComplexAbs - Tout=tfloat32
Conv - explicit_paddings=l data_format=sCHANNELS_LAST dilations=l batch_dims=i1 groups=i1
Conv2D - explicit_paddings=l data_format=sNHWC dilations=li1/1/1/1
Conv2DBackpropInput - explicit_paddings=l data_format=sNHWC dilations=li1/1/1/1
Conv3D - data_format=sNDHWC dilations=li1/1/1/1/1
Conv3DBackpropInputV2 - data_format=sNDHWC dilations=li1/1/1/1/1
CropAndResize - method=sbilinear extrapolation_value=f0.0
Cumprod - exclusive=b0 reverse=b0
Cumsum - exclusive=b0 reverse=b0
DenseBincount - binary_output=b0
DepthToSpace - data_format=sNHWC
DepthwiseConv2dNative - explicit_paddings=l data_format=sNHWC dilations=li1/1/1/1
Enter - is_constant=b0
Equal - incompatible_shape_error=b1
EuclideanNorm - keep_dims=b0
FFT - Tcomplex=tcomplex64
FakeQuantWithMinMaxArgs - min=f-6.0 max=f6.0 num_bits=i8 narrow_range=b0
FakeQuantWithMinMaxVars - num_bits=i8 narrow_range=b0
Fill - index_type=tint32
FusedBatchNorm y,batch_mean,batch_variance,reserve_space_1,reserve_space_2 epsilon=f0.0001 exponential_avg_factor=f1.0 data_format=sNHWC is_training=b1
FusedBatchNormV2 y,batch_mean,batch_variance,reserve_space_1,reserve_space_2 epsilon=f0.0001 exponential_avg_factor=f1.0 data_format=sNHWC is_training=b1
FusedBatchNormV3 y,batch_mean,batch_variance,reserve_space_1,reserve_space_2,reserve_space_3 epsilon=f0.0001 exponential_avg_factor=f1.0 data_format=sNHWC is_training=b1
GatherNd - bad_indices_policy=s
GatherV2 - batch_dims=i0
IFFT - Tcomplex=tcomplex64
IRFFT - Treal=tfloat32 Tcomplex=tcomplex64
Imag - Tout=tfloat32
ImageProjectiveTransformV2 - fill_mode=sCONSTANT
ImageProjectiveTransformV3 - fill_mode=sCONSTANT
InitializeTableFromTextFileV2 - vocab_size=i-1 delimiter=s	 offset=i0
LRN - depth_radius=i5 bias=f1.0 alpha=f1.0 beta=f0.5
LSTMBlockCell i,cs,f,o,ci,co,h forget_bias=f1.0 cell_clip=f3.0 use_peephole=b0
LeakyRelu - alpha=f0.200000003
ListDiff out,idx out_idx=tint32
LogMatrixDeterminant sign,log_abs_determinant
LowerBound - out_type=tint32
MatMul - transpose_a=b0 transpose_b=b0 grad_a=b0 grad_b=b0
MatrixBandPart - Tindex=tint64
MatrixDiagPartV3 - align=sRIGHT_LEFT
MatrixDiagV3 - align=sRIGHT_LEFT
Max - keep_dims=b0
MaxPool - explicit_paddings=l data_format=sNHWC
MaxPool3D - data_format=sNDHWC
MaxPoolWithArgmax output,argmax Targmax=tint64 include_batch_in_index=b0
Mean - keep_dims=b0
Merge output,value_index
Min - keep_dims=b0
Multinomial - seed=i0 seed2=i0 output_dtype=tint64
NonMaxSuppressionV2 - T_threshold=tfloat32
NonMaxSuppressionV3 - T_threshold=tfloat32
NonMaxSuppressionV4 selected_indices,valid_outputs T_threshold=tfloat32 pad_to_max_output_size=b0
NonMaxSuppressionV5 selected_indices,selected_scores,valid_outputs pad_to_max_output_size=b0
NotEqual - incompatible_shape_error=b1
OneHot - axis=i-1 TI=tint64
Pack - axis=i0
Print - first_n=i-1
PrintV2 - output_stream=sstderr end=s

Prod - keep_dims=b0
Qr q,r full_matrices=b0
RFFT - Treal=tfloat32 Tcomplex=tcomplex64
RaggedBincount - binary_output=b0
RaggedGather output_nested_splits*OUTPUT_RAGGED_RANK,output_dense_values Tsplits=tint64
RaggedRange rt_nested_splits,rt_dense_values Tsplits=tint64
RaggedTensorToSparse sparse_indices,sparse_values,sparse_dense_shape Tsplits=tint64
RandomStandardNormal - seed=i0 seed2=i0
RandomUniform - seed=i0 seed2=i0
RandomUniformInt - seed=i0 seed2=i0
Real - Tout=tfloat32
ReduceJoin - keep_dims=b0 separator=s
RefMerge output,value_index
RefSwitch output_false,output_true
RegexReplace - replace_global=b1
ResizeArea - align_corners=b0
ResizeBicubic - align_corners=b0 half_pixel_centers=b0
ResizeBilinear - align_corners=b0 half_pixel_centers=b0
ResizeNearestNeighbor - align_corners=b0 half_pixel_centers=b0
ResourceGather - batch_dims=i0
ReverseSequence - batch_dim=i0 Tlen=tint64
ScatterNd - bad_indices_policy=s
SelfAdjointEigV2 e,v compute_v=b1
Shape - out_type=tint32
ShapeN - out_type=tint32
Size - out_type=tint32
SpaceToDepth - data_format=sNHWC
SparseFillEmptyRows output_indices,output_values,empty_row_indicator,reverse_index_map
SparseReshape output_indices,output_shape
SparseSegmentMean - Tsegmentids=tint32 sparse_gradient=b0
SparseSegmentSum - Tsegmentids=tint32 sparse_gradient=b0
SplitV - Tlen=tint64
Squeeze - squeeze_dims=l
StaticRegexReplace - replace_global=b1
StridedSlice - begin_mask=i0 end_mask=i0 ellipsis_mask=i0 new_axis_mask=i0 shrink_axis_mask=i0
StringFormat - template=s%s placeholder=s%s
StringJoin - separator=s
StringLength - unit=sBYTE
StringLower - encoding=s
StringNGrams ngrams,ngrams_splits Tsplits=tint64
StringSplit indices,values,shape skip_empty=b1
StringSplitV2 indices,values,shape maxsplit=i-1
StringToNumber - out_type=tfloat32
StringUpper - encoding=s
Substr - unit=sBYTE
Sum - keep_dims=b0
Svd s,u,v compute_uv=b1 full_matrices=b0
Switch output_false,output_true
TensorArrayConcatV3 value,lengths
TensorArrayV3 handle,flow dynamic_size=b0 clear_after_read=b1 identical_element_shapes=b0 tensor_array_name=s
TensorListConcat tensor,lengths
TensorListConcatV2 tensor,lengths
TensorListPopBack output_handle,tensor
TensorListSetItem - resize_if_index_out_of_bounds=b0
TensorListStack - num_elements=i-1
TensorScatterAdd - bad_indices_policy=s
TensorScatterUpdate - bad_indices_policy=s
TopK values,indices sorted=b1
TopKV2 values,indices sorted=b1 Tk=tint32 index_type=tint32
TruncatedNormal - seed=i0 seed2=i0
UnicodeDecode row_splits,char_values errors=sreplace replacement_char=i65533 replace_control_characters=b0 Tsplits=tint64
Unique y,idx out_idx=tint32
UniqueV2 y,idx Taxis=tint64 out_idx=tint32
UniqueWithCounts y,idx,count out_idx=tint32
UniqueWithCountsV2 y,idx,count Taxis=tint64 out_idx=tint32
Unpack - axis=i0
UnsortedSegmentSum - Tnumsegments=tint32
UpperBound - out_type=tint32
VarHandleOp - allowed_devices=l
VariableShape - out_type=tint32
_FusedConv2D - num_host_args=i0 explicit_paddings=l data_format=sNHWC filter_format=sHWIO dilations=li1/1/1/1 fused_ops=l epsilon=f0.0001 leakyrelu_alpha=f0.200000003
_FusedMatMul - transpose_a=b0 transpose_b=b0 fused_ops=l epsilon=f0.0001 leakyrelu_alpha=f0.200000003
`;
