export { createEar, type Ear } from "./ear";
export { type Fit, fitWords } from "./fit";
export { createHmmAligner } from "./hmm";
export * from "./port";
export { Cepstra } from "./sound/cepstra";
export { FrontEnd } from "./sound/front-end";
export { textWords } from "./text-words";
export { readTimes, type TimedWord } from "./times/read-times";
export { createTimesAligner } from "./times/times-aligner";
