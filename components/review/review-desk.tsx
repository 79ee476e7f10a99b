"use client";

import {
  type FormEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { useLoop } from "@/components/player/use-loop";
import { usePlayer, usePlayerState } from "@/components/player/use-player";
import { Button } from "@/components/ui/button";
import { Fill } from "@/components/ui/fill";
import { Link } from "@/components/ui/link";
import { desk as texts } from "@/lib/texts/en/review";
import type { QueueEntry } from "@/server/work/contributions/list-queue";
import type { ReviewItem } from "@/server/work/contributions/read-review-item";
import { DeskStore } from "./desk-store";
import styles from "./queue.module.css";
import { QueueList } from "./queue-list";
import { ReviewCard } from "./review-card";
import { useDeskKeys } from "./use-desk-keys";

interface Props {
  readonly entries: readonly QueueEntry[];
  readonly total: number;
  readonly page: number;
  readonly perPage: number;
  /** The contribution in the middle when the page opens. */
  readonly first: ReviewItem | null;
  /** The filters in the address. */
  readonly query: string;
  /** When the page was made, in milliseconds since 1970. */
  readonly now: number;
  /** The outcome of a plain form, without scripts. */
  readonly outcome: { readonly said: string | null; readonly did: number | null };
  /** The contribution that was asked for and needs no decision any more, and what became of it. */
  readonly decided: { readonly id: number; readonly text: string } | null;
  /** Claims and surveys that await review, and the one in the middle where no contribution is chosen. */
  readonly also: ReactNode;
  readonly instead: ReactNode;
}

/** The maintainer's desk: the queue at the left, one contribution in the middle. Without scripts it is plain forms. */
export function ReviewDesk(props: Props) {
  const { entries, total, page, perPage, first, query, now, outcome, decided, also, instead } = props;
  const [store] = useState(
    () =>
      new DeskStore({
        entries,
        current: first?.id ?? null,
        item: first,
        message: outcome.said === null ? null : { text: outcome.said, alert: false },
        done: [],
        conflicting: [],
      }),
  );
  const desk = useSyncExternalStore(store.subscribe, store.desk, store.desk);
  const middle = useRef<HTMLDivElement>(null);
  const session = usePlayer();
  const { playing } = usePlayerState(session);

  const play = useCallback(
    (item: ReviewItem | null) => {
      const seconds = item?.hunks[0]?.seconds;
      if (!item?.episode.audio || seconds === null || seconds === undefined) return;
      session.playEpisodeFrom(playable(item), Math.max(0, seconds - LEAD_IN));
    },
    [session],
  );

  useEffect(() => {
    store.fetchAhead();
    void store.sendUnsent();
  }, [store]);

  // Choosing a contribution plays it. Browsers play nothing before the first key or click, so the first one waits.
  const shown = desk.item?.id;
  const came = useRef(shown);
  useEffect(() => {
    if (shown === undefined || shown === came.current) return;
    came.current = undefined;
    play(store.desk().item);
    middle.current?.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
  }, [shown, play, store]);

  // Around the change, slowly and again and again, until it is turned off or another contribution comes.
  const [looped, setLooped] = useState<number>();
  const { item } = desk;
  const looping = item !== null && looped === item.id;
  const loop = useLoop(looping ? (item.hunks[0]?.seconds ?? undefined) : undefined);
  const toggleLoop = () => {
    if (!item) return;
    if (!looping) session.cue(playable(item));
    setLooped(looping ? undefined : item.id);
  };

  const togglePlay = useCallback(() => {
    if (session.state().playing) session.togglePlay();
    else play(store.desk().item);
  }, [session, play, store]);
  useDeskKeys(middle, { store, togglePlay });

  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const submitter = (event.nativeEvent as SubmitEvent).submitter;
    void store.decide(new FormData(event.currentTarget, submitter));
  };
  const sendSeveral = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void store.decideSeveral(new FormData(event.currentTarget, (event.nativeEvent as SubmitEvent).submitter));
  };

  const back = desk.current === null ? query : `${query}${query ? "&" : ""}id=${desk.current}`;
  return (
    <div className={styles.desk}>
      <div className={styles.left}>
        <QueueList
          desk={desk}
          query={query}
          now={now}
          waiting={Math.max(0, total - (entries.length - desk.entries.length))}
          pages={{ page, last: Math.max(1, Math.ceil(total / perPage)) }}
          choose={(id) => store.choose(id)}
          sendSeveral={sendSeveral}
        />
        {also}
      </div>
      <div ref={middle} className={styles.middle}>
        <div className={styles.saying}>
          <p role={desk.message?.alert ? "alert" : "status"} className={styles.message}>
            {desk.message?.text}{" "}
            {desk.message?.signIn ? (
              <a href={`/sign-in?callbackUrl=${encodeURIComponent(`/review?${back}`)}`}>{texts.signIn}</a>
            ) : null}
          </p>
          <Undo
            did={desk.done.at(-1)?.id ?? outcome.did}
            back={back}
            undo={() => void store.undo()}
            byKey={desk.done.length > 0}
          />
        </div>
        {desk.item ? (
          <ReviewCard
            key={`${desk.item.id}.${desk.item.version}.${desk.item.head}`}
            item={desk.item}
            now={now}
            back={query}
            {...{ playing, loop, looping, toggleLoop }}
            togglePlay={togglePlay}
            step={(by) => void store.step(by)}
            send={send}
          />
        ) : desk.current === null && instead && desk.done.length === 0 ? (
          instead
        ) : (
          <Nothing
            decided={desk.done.length === 0 ? decided : null}
            current={desk.current}
            next={desk.entries[0]}
            left={desk.entries.length}
            choose={(id) => store.choose(id)}
            {...{ total, query }}
          />
        )}
      </div>
    </div>
  );
}

/** Seconds before the changed words, so that the reviewer is ready when they come. */
const LEAD_IN = 1;

const playable = ({ show, episode }: ReviewItem) => ({
  href: `/${show.slug}/${episode.slug}`,
  title: episode.title,
  show: show.title,
  audio: episode.audio,
  duration: episode.duration,
  wordStartsUrl: episode.wordStartsUrl,
  waveform: null,
  marks: [],
});

interface UndoProps {
  readonly did: number | null;
  readonly back: string;
  readonly byKey: boolean;
  undo(): void;
}

function Undo({ did, back, undo, byKey }: UndoProps) {
  if (did === null) return null;
  return (
    <form
      method="post"
      action="/review/decide"
      onSubmit={(event) => {
        if (!byKey) return;
        event.preventDefault();
        undo();
      }}
    >
      <input type="hidden" name="decision" value="reopen" />
      <input type="hidden" name="id" value={did} />
      <input type="hidden" name="back" value={back} />
      <Button data-key="u" shortcut="u">
        {texts.undo}
      </Button>
    </form>
  );
}

interface NothingProps {
  readonly decided: Props["decided"];
  readonly current: number | null;
  /** The first contribution of the list. */
  readonly next: QueueEntry | undefined;
  readonly left: number;
  readonly total: number;
  readonly query: string;
  choose(id: number): void;
}

function Nothing({ decided, current, next, left, total, query, choose }: NothingProps) {
  if (current !== null && left > 0) return <p className={styles.empty}>{texts.fetching}</p>;
  if (decided || next)
    return (
      <div className={styles.empty}>
        {decided ? (
          <p>
            {decided.text} <Link href={`/contributions/${decided.id}`}>{texts.look}</Link>
          </p>
        ) : null}
        {next ? (
          <p>
            <Button type="button" onClick={() => choose(next.id)}>
              {texts.toNext(left)}
            </Button>
          </p>
        ) : null}
      </div>
    );
  return (
    <p className={styles.empty}>
      {left === 0 && total > 0 ? (
        <Fill text={texts.allDecided} with={{ more: <Link href={`/review?${query}`}>{texts.more}</Link> }} />
      ) : (
        texts.empty
      )}
    </p>
  );
}
