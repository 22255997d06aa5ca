/** Why an evaluation yields nothing at all. The kinds carry the names of the engine's refusals, so that both can be compared. */
export type StopKind =
  | 'MissingFact'
  | 'AmbiguousBeneficiary'
  | 'AmbiguousSharing'
  | 'MinimumOverLimit'
  | 'WrongFactType'
  | 'InvalidInput'

export class Stop extends Error {
  readonly kind: StopKind
  constructor(kind: StopKind, about: string) {
    super(`${kind}: ${about}`)
    this.kind = kind
  }
}
