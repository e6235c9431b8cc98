import type { Json, JsonObject } from '../../model/index.ts';
import type { FlatTable } from '../containers/index.ts';
import { tfliteType } from './elementTypes.ts';

/**
 * The tables of the union `BuiltinOptions` by number, each with its fields in order and how each is read: what of an operator is
 * no tensor (tensorflow `compiler/mlir/lite/schema/schema.fbs`). `-` are fields that are out of use or only say how something is
 * stored; operators without a row have no options, or seeds alone.
 */
const TABLES = new Map(
  `
1 padding=padding stride_w=int stride_h=int fused_activation_function=activation dilation_w_factor=one dilation_h_factor=one
2 padding=padding stride_w=int stride_h=int depth_multiplier=int fused_activation_function=activation dilation_w_factor=one dilation_h_factor=one
3 num_channels=int num_columns_per_channel=ints embedding_dim_per_channel=ints
4 type=projection
5 padding=padding stride_w=int stride_h=int filter_width=int filter_height=int fused_activation_function=activation
6 rank=int fused_activation_function=activation asymmetric_quantize_inputs=bool
7 fused_activation_function=activation asymmetric_quantize_inputs=bool
8 fused_activation_function=activation weights_format=weights keep_num_dims=bool asymmetric_quantize_inputs=bool
9 beta=float
10 axis=int fused_activation_function=activation
11 fused_activation_function=activation
12 fused_activation_function=activation
13 radius=int bias=float alpha=float beta=float
14 fused_activation_function=activation cell_clip=float proj_clip=float kernel_type=kernel asymmetric_quantize_inputs=bool
15 - - align_corners=bool half_pixel_centers=bool
16 subgraph=int
17 new_shape=ints
18 ngram_size=int max_skip_size=int include_all_ngrams=bool
19 block_size=int
20 combiner=combiner
21 fused_activation_function=activation
23 axis=int batch_dims=int
27 keep_dims=bool
28 fused_activation_function=activation
29 fused_activation_function=activation
30 squeeze_dims=ints
31 time_major=bool fused_activation_function=activation asymmetric_quantize_inputs=bool
32 begin_mask=int end_mask=int ellipsis_mask=int new_axis_mask=int shrink_axis_mask=int offset=bool
35 num_splits=int
37 in_data_type=type out_data_type=type
40 output_type=type
49 padding=padding stride_w=int stride_h=int fused_activation_function=activation
50 validate_indices=bool
55 out_type=type
57 output_type=type
58 min=float max=float num_bits=int narrow_range=bool
59 values_count=int axis=int
61 axis=int
64 num=int axis=int
69 fused_activation_function=activation cell_clip=float proj_clip=float merge_outputs=bool time_major=true asymmetric_quantize_inputs=bool
70 time_major=bool fused_activation_function=activation merge_outputs=bool asymmetric_quantize_inputs=bool
71 fused_activation_function=activation cell_clip=float proj_clip=float time_major=bool asymmetric_quantize_inputs=bool diagonal_recurrent_tensors=bool
74 align_corners=bool half_pixel_centers=bool
75 alpha=float
77 mode=mirror
79 num_splits=int
80 idx_out_type=index
87 seq_dim=int batch_dim=int
92 then_subgraph_index=int else_subgraph_index=int
93 cond_subgraph_index=int body_subgraph_index=int
94 block_size=int
101 adj_x=bool adj_y=bool asymmetric_quantize_inputs=bool
102 exclusive=bool reverse=bool
103 init_subgraph_index=int
106 padding=padding stride_d=int stride_w=int stride_h=int fused_activation_function=activation dilation_d_factor=one dilation_w_factor=one dilation_h_factor=one
107 table_id=int key_dtype=type value_dtype=type
111 container=text shared_name=text
115 boundaries=floats
116 approximate=bool
`
    .trim()
    .split('\n')
    .map((row) => {
      const [code, ...fields] = row.split(' ');
      return [Number(code), fields.map((it) => it.split('=') as [string, string?])] as const;
    }),
);

type Read = (table: FlatTable, field: number) => Json;

/** An enumeration by name; a value that the schema does not have stays a number. */
const oneOf =
  (...names: readonly string[]): Read =>
  (table, field) =>
    names[table.i8(field)] ?? table.i8(field);

const READERS: Readonly<Record<string, Read>> = {
  int: (table, field) => table.i32(field),
  one: (table, field) => (table.has(field) ? table.i32(field) : 1),
  float: (table, field) => table.f32(field),
  bool: (table, field) => table.u8(field) !== 0,
  true: (table, field) => !table.has(field) || table.u8(field) !== 0,
  ints: (table, field) => table.ints(field),
  floats: (table, field) => table.floats(field),
  text: (table, field) => table.text(field),
  type: (table, field) => tfliteType(table.i8(field)).name,
  index: (table, field) => tfliteType(table.has(field) ? table.i8(field) : 2).name,
  padding: oneOf('SAME', 'VALID'),
  activation: oneOf('NONE', 'RELU', 'RELU_N1_TO_1', 'RELU6', 'TANH', 'SIGN_BIT'),
  mirror: oneOf('REFLECT', 'SYMMETRIC'),
  kernel: oneOf('FULL', 'BASIC'),
  weights: oneOf('DEFAULT', 'SHUFFLED4x16INT8'),
  projection: oneOf('UNKNOWN', 'SPARSE', 'DENSE'),
  combiner: oneOf('SUM', 'MEAN', 'SQRTN'),
};

/** The options of an operator, under the names of the schema; what the file leaves out is at the schema's default. */
export function builtinOptions(code: number, table: FlatTable | null): JsonObject {
  const fields = TABLES.get(code);
  if (!fields || !table) return {};
  return Object.fromEntries(
    fields.flatMap(([name, kind], i) => {
      const read = kind === undefined ? undefined : READERS[kind];
      return read ? [[name, read(table, i)] as const] : [];
    }),
  );
}
