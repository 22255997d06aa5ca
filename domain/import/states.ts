/** How far an import is, and what became of each of its rows. */
export const importStates = ['previewed', 'running', 'done'] as const
export const importRowStates = ['ready', 'rejected', 'stored', 'duplicate'] as const
