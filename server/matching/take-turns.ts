/** Work of which only one run may be under way. */

export interface Turns {
  /** A run that begins after this call: the next one, when one is under way. All that wait for the next one share it. */
  run(): Promise<void>
  /** When nothing runs any more; whatever became of it. */
  settled(): Promise<void>
}

export function takeTurns(work: () => Promise<void>): Turns {
  let running: Promise<void> | null = null
  let coming: Promise<void> | null = null
  function run(): Promise<void> {
    if (running === null) {
      running = work().finally(() => {
        running = null
      })
      return running
    }
    const after = () => {
      coming = null
      return run()
    }
    coming ??= running.then(after, after)
    return coming
  }
  return {
    run,
    settled: async () => {
      while (running) await running.catch(() => {})
    },
  }
}
