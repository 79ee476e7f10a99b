import { AsyncLocalStorage } from "node:async_hooks";

/** A request that may call a server action. */
export interface ActionCall {
  /** Whether it could be read, so that a function of ours was called by it. */
  begun: boolean;
}

// The server and Next's bundles have a module each.
const kept = globalThis as typeof globalThis & { onRecordCalls?: AsyncLocalStorage<ActionCall> };
const calls = () => {
  kept.onRecordCalls ??= new AsyncLocalStorage();
  return kept.onRecordCalls;
};

/** Answers a request, of which server actions say when they begin. */
export const withinCall = <T>(call: ActionCall, answer: () => T): T => calls().run(call, answer);

/** Notes that the request that is being answered has reached a server action. */
export function noteAction(): void {
  const call = calls().getStore();
  if (call) call.begun = true;
}
