// Timers for where a device answers late or never.

/** Resolves after about so many milliseconds. */
export const after = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
