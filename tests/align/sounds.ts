import { Cepstra } from "@/align";
import { random } from "@/scripts/make-demo/random";

/** Cepstra that stand for no sound, but are as large as those of one. */
export function randomCepstra(frames: number, seed: number): Cepstra {
  const next = random(seed);
  const cepstra = new Cepstra();
  for (let t = 0; t < frames; t++)
    cepstra.add(
      Array.from({ length: 13 }, (_, k) => (k === 0 ? 50 : 0) + (next() - 0.5) * (k === 0 ? 60 : 40)),
    );
  return cepstra;
}

/** All frames of a sound, one after the other. */
export const packed = (cepstra: Cepstra) => Int16Array.from([...cepstra.pack()].flatMap((part) => [...part]));
