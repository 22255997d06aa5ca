import { describe, expect, it } from 'vitest'
import { readEnv } from '#server/env.ts'

describe('the environment', () => {
  it('asks for long passwords unless told to follow 等保', () => {
    expect(readEnv({}).passwordProfile).toBe('nist')
    expect(readEnv({ JIEBANG_PASSWORD_PROFILE: 'dengbao' }).passwordProfile).toBe('dengbao')
  })

  it('stops the start for a profile that does not exist', () => {
    expect(() => readEnv({ JIEBANG_PASSWORD_PROFILE: 'lax' })).toThrow('nist or dengbao')
  })
})
