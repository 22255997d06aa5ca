/** A run over the register: waits, works, and ends done or failed; it is taken up again when its process dies. */
export const runStates = ['queued', 'running', 'done', 'failed'] as const
