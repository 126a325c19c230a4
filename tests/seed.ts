import fc from 'fast-check'

// Random inputs are the same in every run of `npm test`: what others would show is for `npm run fuzz`, not for whoever
// changes something else today.
if (process.env.FUZZ_RUNS === undefined) fc.configureGlobal({ seed: 1 })
