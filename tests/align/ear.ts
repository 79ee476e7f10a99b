import { readEar } from "@/server/text/alignment/read-ear";

let ear: ReturnType<typeof readEar> | undefined;

/** The model and dictionary of the repository, read once. */
export const theEar = () => (ear ??= readEar());
