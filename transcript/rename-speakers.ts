import type { Edited } from "./edit";
import { parse, serialize } from "./markdown";
import type { Segment, Transcript } from "./model";
import { NUMBERED } from "./name-speakers";

// A number or letter alone, as "1", "№2", "S3"; and words that stand for anybody, with a number or letter behind them.
const ANYBODY =
  /^(?:[№#]?\d{1,3}|S\d{1,3}|(?:speaker|voice)[ _-][A-Z]|(?:(?:unknown|unidentified|male|female) (?:speaker|voice)|guest|host|person|participant|caller)[ _-]?[№#]?\d{1,3})$/iu;

/**
 * Whether a speaker's label is no name but a number, or what a recogniser calls a voice: "Speaker 1", "SPEAKER_00",
 * "Спикер №1". "Unknown speaker" is not among them: it may be several people.
 */
export const isUnnamed = (name: string): boolean => NUMBERED.test(name) || ANYBODY.test(name);

/**
 * Gives speakers other names in all their labels, which keep their spelling; nothing else changes. `no-name` if one of
 * the new names cannot stand in a label, or is that of a marker such as "Break".
 *
 * @param names the new names by the present ones
 */
export function renameSpeakers(transcript: Transcript, names: ReadonlyMap<string, string>): Edited {
  const segments: Segment[] = [];
  for (const segment of transcript.segments) {
    const { kind, name } = segment;
    const wanted = kind === "speech" && name !== null ? names.get(name)?.trim() : undefined;
    if (wanted === undefined || name === null || wanted === name) {
      segments.push(segment);
      continue;
    }
    if (wanted === "" || /[*\n\r]/.test(wanted)) return { ok: false, reason: "no-name" };
    const { labelRaw } = segment;
    const at = labelRaw?.indexOf(name) ?? -1;
    const spelled = labelRaw && `${labelRaw.slice(0, at)}${wanted}${labelRaw.slice(at + name.length)}`;
    segments.push({ ...segment, name: wanted, labelRaw: spelled });
  }
  const renamed = { ...transcript, segments };
  const read = parse(serialize(renamed), { newsletter: transcript.newsletter });
  const same =
    read.lead === renamed.lead &&
    read.segments.length === segments.length &&
    read.segments.every(({ kind, name, body }, i) => {
      const meant = segments[i];
      return kind === meant?.kind && name === meant.name && body === meant.body;
    });
  return same ? { ok: true, transcript: read } : { ok: false, reason: "no-name" };
}
