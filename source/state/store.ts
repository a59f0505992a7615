/** The one store: a value, who listens to it, and how it changes. Made for React's useSyncExternalStore. */
export interface Store<S> {
  get(): S;
  /** Replaces the value by what `change` makes of it; listeners hear of it only when it is another value. */
  update(change: (state: S) => S): void;
  /** Returns the function that ends the subscription. */
  subscribe(listener: () => void): () => void;
}

export const createStore = <S>(initial: S): Store<S> => {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    update(change) {
      const next = change(state);
      if (next === state) return;
      state = next;
      for (const listener of listeners) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
