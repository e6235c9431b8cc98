/** What `twinspect --help` prints. */
export const HELP = `twinspect: two saved Keras models, one answer: why they predict differently.

  twinspect A B [options]                 compare two models
  twinspect A --reference REF.npz         one model against predictions recorded before it was saved
  twinspect run MODEL --inputs F.npz --out OUT.npz [--layers]
                                          predictions (and every layer's output) of one model
  twinspect show MODEL [--json F]         what is in one file
  twinspect load WEIGHTS --into MODEL [--keras 2.15|3.15]
                                          what each Keras loading route would do with every variable
  twinspect open [A] [B]                  the web page on this machine, with these files loaded

  --inputs F           samples to feed both: .npz, .npy, .csv, .json, .txt, or pictures
                       (.png, .jpg, .webp, .bmp; several, a folder or a zip; default: generated to fit)
  --samples N --seed S how many generated samples (8), and their seed (0)
  --reference F.npz    x, y (several: x0, x1 … or input names; y0, y1 … or output names)
  --scaler-a F --scaler-b F (--scaler F for one model)
                       scikit-learn preprocessing of that side (.pkl, .joblib); --inputs are raw then
  --custom F.js        ES module that computes custom layers:
                       export const MyLayer = (inputs, { config, weights, tf }) => output
  --map F.json         pairs of layers given by hand: [{"a": ["enc/dense"], "b": ["encoder_dense"]}]
  --no-run             files only, nothing is executed
  --backend wasm|cpu   default wasm, confirmed on cpu
  --json F --html F --md F --junit F      write the report (- = standard output)
  --fail-on different|weights|any         what counts as a failure (default different)

Exit status: 0 same, 1 different, 2 trouble, 3 inconclusive.
`;
