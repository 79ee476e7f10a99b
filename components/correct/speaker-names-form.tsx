"use client";

import { type MouseEvent, useActionState, useId, useState } from "react";
import type { PlayableEpisode } from "@/components/player/playable-episode";
import { usePlayer, usePlayerState } from "@/components/player/use-player";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IDLE, typedIn } from "@/components/ui/form-state";
import { sendButton, speakerNames as texts } from "@/lib/texts/en/correct";
import { formatClock } from "@/lib/time";
import type { UnnamedSpeaker } from "@/server/text/episodes/unnamed-speakers";
import type { Terms } from "@/server/work/contributions/terms-for";
import { DraftNotice } from "./draft-notice";
import styles from "./forms.module.css";
import { RefusalNotice } from "./refusal-notice";
import type { Send } from "./send-state";
import { SentLine } from "./sent-line";
import { TermsLine } from "./terms-line";
import { useDraft } from "./use-draft";
import { useSend } from "./use-send";

interface Props {
  readonly place: { readonly documentId: number; readonly base: number };
  readonly speakers: readonly UnnamedSpeaker[];
  /** Names that are likely: those who are named in the episode already. */
  readonly people: readonly string[];
  readonly episode: PlayableEpisode;
  readonly terms: Terms;
  readonly send: Send;
  /** The address to return to after signing in. */
  readonly back: string;
  readonly idempotencyKey: string;
}

/** The draft of a form in which nobody is named. */
const NONE = "{}";

/** The names that a draft holds, by their labels. */
function namesIn(text: string): Readonly<Record<string, string>> {
  const names = parsed(text);
  if (typeof names !== "object" || names === null) return {};
  return Object.fromEntries(Object.entries(names).filter(([, name]) => typeof name === "string"));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A browser's storage holds whatever was put there.
    return null;
  }
}

/**
 * A field for each speaker without a name, with what they say first and a link that plays it. Without scripts it is a
 * plain form, and the links lead to the places in the transcript.
 */
export function SpeakerNamesForm({
  place,
  speakers,
  people,
  episode,
  terms,
  send: action,
  back,
  idempotencyKey,
}: Props) {
  const [plain, plainAction] = useActionState(action, IDLE);
  const given = typedIn(plain);
  const draft = useDraft(
    `speakers ${place.documentId}`,
    place.base,
    NONE,
    given && JSON.stringify(given),
    idempotencyKey,
  );
  const { sent, refused, sending, send } = useSend(action, plain, () => draft.drop());
  const session = usePlayer();
  const { playing } = usePlayerState(session);
  const [heard, setHeard] = useState<string>();
  const names = useId();
  if (sent) return <SentLine sent={sent} />;
  const typed = namesIn(draft.text);
  const type = (label: string, name: string) => {
    const { [label]: _, ...others } = typed;
    draft.type(JSON.stringify(name === "" ? others : { ...others, [label]: name }));
  };
  const hear = (event: MouseEvent, { label, start }: UnnamedSpeaker) => {
    // With a modifier key it is a link to the transcript like any other.
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (playing && heard === label) session.togglePlay();
    else session.playEpisodeFrom(episode, start);
    setHeard(label);
  };
  return (
    <form className={styles.form} action={plainAction} aria-label={texts.title} onSubmit={send}>
      <input type="hidden" name="documentId" value={place.documentId} />
      <input type="hidden" name="base" value={place.base} />
      <input type="hidden" name="idempotencyKey" value={draft.idempotencyKey} />
      <DraftNotice kept={draft} />
      <datalist id={names}>
        {people.map((person) => (
          <option key={person} value={person} />
        ))}
      </datalist>
      <ul className={styles.speakers}>
        {speakers.map((speaker) => (
          <li key={speaker.label}>
            <input type="hidden" name="label" value={speaker.label} />
            <Field
              label={speaker.label}
              hint={texts.turns(speaker.turns)}
              name="person"
              list={names}
              maxLength={200}
              autoComplete="off"
              placeholder={texts.placeholder}
              value={typed[speaker.label] ?? ""}
              onChange={(event) => type(speaker.label, event.currentTarget.value)}
              short
            />
            <p className={styles.heard}>
              {speaker.opening ? <q>{speaker.opening}</q> : null}
              {episode.audio ? (
                <a
                  href={`${episode.href}?t=${Math.floor(speaker.start)}#p${speaker.segmentId}`}
                  onClick={(event) => hear(event, speaker)}
                >
                  {playing && heard === speaker.label
                    ? texts.pause(speaker.label)
                    : texts.play(speaker.label, formatClock(speaker.start))}
                </a>
              ) : (
                <a href={`${episode.href}#p${speaker.segmentId}`}>{texts.read(speaker.label)}</a>
              )}
            </p>
          </li>
        ))}
      </ul>
      <TermsLine terms={terms} />
      <div className={styles.answers}>
        <Button variant="primary" aria-disabled={sending}>
          {sending ? sendButton.sending : sendButton.send}
        </Button>
      </div>
      {refused ? (
        <RefusalNotice key={refused.reason} refused={refused} back={back} isKept={draft.draft !== "lost"} />
      ) : null}
    </form>
  );
}
