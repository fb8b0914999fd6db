/**
 * What this browser keeps of the writing in notes that has not reached the server: one entry for each update of the
 * shared text, under who wrote it, where and when. IndexedDB "handrail", store "unsent". An entry lives until the server
 * has said that it has it, until who wrote it signs out, or for DAYS.
 */
export interface Piece {
  window: string; // with n the key: the window it was written in, and its place in the order
  n: number;
  user: string;
  path: string; // of the line: /w/…/notes/…/live
  title: string;
  at: number; // milliseconds
  update: Uint8Array;
}

export const DAYS = 30;
const NAME = "handrail", STORE = "unsent", DAY = 86_400_000, PATIENCE = 3000, YOUNG = 60_000;
const LOCK = "handrail-writing-";
const signingOut = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("handrail-signed-out");
const gone = new Set<string>();
let opened: Promise<IDBDatabase> | null = null;
signingOut?.addEventListener("message", (event) => gone.add(String(event.data)));

function base(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((done, failed) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: ["window", "n"] }).createIndex("user", "user");
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
    setTimeout(() => failed(new Error("The store of this browser does not answer.")), PATIENCE);
  }).then((found) => {
    found.onversionchange = found.onclose = () => {
      found.close();
      opened = null;
    };
    return found;
  });
  return opened;
}

/** Resolves once it is kept, not when it is asked for. */
async function run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const within = (await base()).transaction(STORE, mode);
  const asked = work(within.objectStore(STORE));
  return new Promise((done, failed) => {
    within.oncomplete = () => done(asked.result);
    within.onerror = within.onabort = () => failed(within.error);
  });
}

export async function ready(): Promise<boolean> {
  return base().then(() => true, () => false);
}

export async function add(piece: Piece): Promise<void> {
  await run("readwrite", (store) => store.add(piece));
}

/** The server has these, or nobody wants them: of one window, up to this one. */
export async function drop(window: string, upTo: number): Promise<void> {
  await run("readwrite", (store) => store.delete(IDBKeyRange.bound([window, 0], [window, upTo])));
}

export async function dropAll(pieces: Piece[]): Promise<void> {
  const last = new Map<string, number>();
  for (const { window, n } of pieces) last.set(window, Math.max(n, last.get(window) ?? 0));
  await Promise.all([...last].map(([window, n]) => drop(window, n)));
}

/** In the order in which it was written. */
export async function of(user: string): Promise<Piece[]> {
  const found = await run<Piece[]>("readonly", (store) => store.index("user").getAll(user));
  return found.sort((a, b) => a.at - b.at || a.n - b.n);
}

/** Whoever wrote it: what nobody came back for is deleted. */
export async function forgetOld(): Promise<void> {
  const all = await run<Piece[]>("readonly", (store) => store.getAll());
  await dropAll(all.filter((piece) => piece.at < Date.now() - DAYS * DAY));
}

/** They sign out: nothing of theirs stays behind, and their other windows stop keeping. */
export async function forget(user: string): Promise<void> {
  gone.add(user);
  signingOut?.postMessage(user);
  await dropAll(await of(user));
}

export function hasSignedOut(user: string): boolean {
  return gone.has(user);
}

// -- windows that are still open send their own ---------------------------------------------------------------------

/** This window writes, from now on until it is closed. Where the page came without TLS a browser knows no such locks. */
export function open(window: string): void {
  void navigator.locks?.request(LOCK + window, () => new Promise(() => {}));
}

export async function windows(): Promise<Set<string>> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return new Set(held.flatMap(({ name }) => (name?.startsWith(LOCK) ? [name.slice(LOCK.length)] : [])));
}

/** Call back once this window is closed. */
export function whenClosed(window: string, then: () => void): void {
  void navigator.locks.request(LOCK + window, { mode: "shared" }, then);
}

/** What windows left behind that are closed now. Without locks, for whoever only passes by: what has been there for a minute. */
export async function left(user: string, path = ""): Promise<Piece[]> {
  const open = await windows();
  const young = navigator.locks || path ? Infinity : Date.now() - YOUNG;
  return (await of(user)).filter((one) => !open.has(one.window) && (!path || one.path === path) && one.at < young);
}
