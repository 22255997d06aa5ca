/** Puts the nouns together. Nothing else happens here. */
import './scalars.ts'
import './errors.ts'
import './listing.ts'
import './match.ts'
import './demand.ts'
import './achievement.ts'
import './expert.ts'
import './identity.ts'
import './organisation.ts'
import { builder } from './builder.ts'

export const schema = builder.toSchema()
