import { type Alignment, type Cepstra, FrontEnd } from "../../align";
import { random } from "../../scripts/make-demo/random";
import type { Recording, TrueWord } from "./recording";

/** A sound and a text that do not belong together, and what an aligner has to say of them. */
export interface WrongPair {
  readonly name: string;
  readonly audio: Cepstra;
  readonly words: readonly TrueWord[];
  readonly language?: string;
  readonly verdict: Alignment["verdict"];
}

const OTHER_LANGUAGES: Record<string, string> = {
  German:
    "Heute haben wir einen Gast in der Sendung der seit vielen Jahren über das Wetter und die Meere schreibt und uns erzählt warum es im Sommer immer wärmer wird und was das für die Leute an der Küste heißt denn sie müssen sich auf höhere Fluten einstellen",
  French:
    "Nous recevons aujourd'hui une personne qui travaille depuis longtemps sur la mer et le climat et qui va nous expliquer pourquoi les étés sont toujours plus chauds et ce que cela veut dire pour les gens de la côte qui doivent se préparer aux tempêtes",
  Spanish:
    "Hoy tenemos con nosotros a una persona que lleva muchos años escribiendo sobre el mar y el clima y que nos va a contar por qué los veranos son cada vez más calientes y lo que eso significa para la gente de la costa que tiene que prepararse",
  Dutch:
    "Vandaag hebben we een gast in de uitzending die al jaren over het weer en de zee schrijft en ons vertelt waarom het in de zomer steeds warmer wordt en wat dat voor de mensen aan de kust betekent want zij moeten zich op hoger water voorbereiden",
  Italian:
    "Oggi abbiamo con noi una persona che da molti anni scrive del mare e del tempo e che ci racconta perché le estati sono sempre più calde e che cosa significa per la gente della costa che deve prepararsi a onde più alte e a nuove tempeste",
  Portuguese:
    "Hoje temos conosco uma pessoa que há muitos anos escreve sobre o mar e o clima e que nos vai contar porque os verões são cada vez mais quentes e o que isso significa para as pessoas da costa que têm de se preparar para ondas mais altas",
};

const RATE = 16_000;

function hearSamples(seconds: number, sample: (i: number) => number): Cepstra {
  const frontEnd = new FrontEnd();
  for (let second = 0; second < seconds; second++)
    frontEnd.push(Float32Array.from({ length: RATE }, (_, i) => sample(second * RATE + i)));
  return frontEnd.cepstra;
}

/** Twenty pairs: the words of others, texts in other languages, and sounds in which nobody speaks. */
export function wrongPairs(
  recordings: readonly { readonly recording: Recording; readonly cepstra: Cepstra }[],
): WrongPair[] {
  const pairs: WrongPair[] = [];
  for (const { recording, cepstra } of recordings)
    for (const other of recordings) {
      // `hum-hard` has the words of `hum`.
      const family = (name: string) => name.slice(0, 3);
      if (family(other.recording.name) === family(recording.name)) continue;
      const { words } = other.recording;
      const name = `the words of ${other.recording.name} over ${recording.name}`;
      pairs.push({ name, audio: cepstra, words, verdict: "wrong-audio" });
    }
  const [first] = recordings;
  for (const [language, text] of Object.entries(OTHER_LANGUAGES)) {
    const words = text.split(" ").map((word) => ({ text: word, start: null, seg: 0 }));
    pairs.push({ name: language, audio: first!.cepstra, words, verdict: "other-language" });
  }
  const next = random(5);
  const silent = {
    "digital silence": hearSamples(60, () => 0),
    "the softest noise": hearSamples(60, () => (next() - 0.5) / 16_384),
    "an open microphone": hearSamples(60, () => (next() - 0.5) / 2000),
    "a click a minute": hearSamples(120, (i) => (i % (60 * RATE) === 0 ? 0.5 : 0)),
  };
  for (const [name, audio] of Object.entries(silent))
    pairs.push({ name, audio, words: first!.recording.words, verdict: "silent" });
  return pairs;
}
