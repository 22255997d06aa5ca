/** Where the thread of the index begins: a thread does not inherit how the program reads TypeScript. */
import { register } from 'tsx/esm/api'

register()
await import('./index-worker.ts')
