/** The part of eSpeak NG's Emscripten build that is used here; the package has no types. */
declare module "@echogarden/espeak-ng-emscripten" {
  /** `audio_position` is in milliseconds from the start of the utterance; a mark's or phoneme's `id` is text. */
  export interface EspeakEvent {
    type: "sentence" | "word" | "phoneme" | "mark" | "play" | "end" | "samplerate";
    audio_position: number;
    id?: string | number;
  }
  export interface EspeakWorker {
    /** Returns 0 if the voice exists. */
    set_voice(name: string): number;
    /** Words a minute. */
    set_rate(rate: number): void;
    /** 0 to 99; 50 is the voice's own pitch. */
    set_pitch(pitch: number): void;
    /** The range of the intonation: 0 to 99. */
    set_range(range: number): void;
    synthesize(ssml: string, onChunk: (audio: Int16Array, events: EspeakEvent[]) => void): void;
  }
  const initialise: () => Promise<{ eSpeakNGWorker: new () => EspeakWorker }>;
  export default initialise;
}
