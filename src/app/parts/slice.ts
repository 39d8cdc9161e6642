// What a part of the page's store is made with and read by.

/** Changes a store; T is the part of it that the caller knows. */
export type SetState<T> = (update: Partial<T> | ((state: T) => Partial<T>)) => void;

/** A store of which only T is read. */
export interface ReadableStore<T> {
  getState(): T;
  subscribe(listener: (state: T, previous: T) => void): () => void;
}
