/**
 * Memory for the text of lines, used again when they were let go: left to the garbage collector, a flood would hold as much again. Only the
 * owner may read it.
 */
export interface Slab {
  readonly bytes: Buffer;
  owner: object | null;
}

/** Bytes of text that go into one slab. */
export const slabBytes = 64 * 1024;

const free: Slab[] = [];
/** What a flood uses up and lets go between two looks at it. */
const mostFree = 24;

/** Memory for `owner`: a slab as all others, or of another size. */
export const newSlab = (owner: object, size: number): Slab => {
  const slab = size === slabBytes ? free.pop() : undefined;
  if (!slab) return {bytes: Buffer.allocUnsafeSlow(size), owner};
  slab.owner = owner;
  return slab;
};

/** It may be used for others from now on. */
export const releaseSlab = (slab: Slab): void => {
  if (slab.owner === null) return;
  slab.owner = null;
  if (slab.bytes.length === slabBytes && free.length < mostFree) free.push(slab);
};

/** Bytes that share a slab with others. */
export interface Stored {
  readonly bytes: Buffer;
  readonly shelf: Shelf;
}

interface Shelf {
  readonly slab: Slab;
  used: number;
  holders: number;
}

let shelf: Shelf | null = null;

/**
 * Keeps a copy of some bytes, in slabs: thousands of small buffers among short-lived ones would leave holes in the heap that nobody else
 * fits in.
 */
export const store = (parts: readonly Uint8Array[]): Stored => {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  if (!shelf || shelf.used + length > shelf.slab.bytes.length)
    shelf = {slab: newSlab({}, Math.max(slabBytes, length)), used: 0, holders: 0};
  const {slab, used} = shelf;
  let at = used;
  for (const part of parts) {
    slab.bytes.set(part, at);
    at += part.length;
  }
  shelf.used = at;
  shelf.holders += 1;
  return {bytes: slab.bytes.subarray(used, at), shelf};
};

/** Lets go of stored bytes: nobody may read them any more. */
export const unstore = ({shelf: of}: Stored): void => {
  of.holders -= 1;
  if (of.holders > 0) return;
  if (of === shelf) shelf = null;
  releaseSlab(of.slab);
};
