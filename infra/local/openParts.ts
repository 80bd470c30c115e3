/** What has been opened and must be closed again, last first. */
export interface OpenParts {
  /** Takes a part that is open, and gives it back. */
  add<T extends { stop(): Promise<void> }>(part: T): T;
  onClose(end: () => Promise<void>): void;
  /** Closes everything; a second call finds nothing to do. */
  close(): Promise<void>;
}

export function createOpenParts(): OpenParts {
  const ends: (() => Promise<void>)[] = [];
  return {
    add(part) {
      ends.push(() => part.stop());
      return part;
    },
    onClose: (end) => void ends.push(end),
    async close() {
      for (const end of ends.splice(0).reverse()) await end();
    },
  };
}
