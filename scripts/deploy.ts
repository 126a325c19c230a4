process.stderr.write('deploy: the deploy command is not there yet; nothing was deployed\n')
process.exitCode = 1
