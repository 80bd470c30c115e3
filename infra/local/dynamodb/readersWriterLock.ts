/** Lets many readers in at once, or one writer alone, in the order of arrival. */
export interface ReadersWriterLock {
  shared<T>(work: () => Promise<T>): Promise<T>;
  exclusive<T>(work: () => Promise<T>): Promise<T>;
}

export function createReadersWriterLock(): ReadersWriterLock {
  const waiting: { readonly alone: boolean; readonly enter: () => void }[] = [];
  let inside = 0;
  let writing = false;

  const admit = () => {
    for (let first = waiting[0]; first && !writing && !(first.alone && inside > 0); first = waiting[0]) {
      waiting.shift();
      inside++;
      writing = first.alone;
      first.enter();
    }
  };
  const run = async <T>(alone: boolean, work: () => Promise<T>): Promise<T> => {
    await new Promise<void>((enter) => {
      waiting.push({ alone, enter });
      admit();
    });
    try {
      return await work();
    } finally {
      inside--;
      if (alone) writing = false;
      admit();
    }
  };
  return { shared: (work) => run(false, work), exclusive: (work) => run(true, work) };
}
