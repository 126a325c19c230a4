/** The day on which these lists were read; an orb that was published since then is not known here. */
export const publishedOf = '2026-08-20'

/** Orbs and the newest major version that is known of each: there is at least this one. */
export const majors: Readonly<Record<string, number>> = {
  'circleci/aws-cli': 5,
  'circleci/aws-ecr': 9,
  'circleci/aws-s3': 4,
  'circleci/browser-tools': 2,
  'circleci/continuation': 1,
  'circleci/docker': 2,
  'circleci/gcp-cli': 3,
  'circleci/github-cli': 2,
  'circleci/heroku': 2,
  'circleci/jira': 2,
  'circleci/kubernetes': 1,
  'circleci/node': 6,
  'circleci/orb-tools': 12,
  'circleci/path-filtering': 1,
  'circleci/python': 3,
  'circleci/ruby': 2,
  'circleci/shellcheck': 3,
  'circleci/slack': 5,
  'circleci/windows': 5,
  'codecov/codecov': 5,
  'cypress-io/cypress': 3,
}

/** Orbs whose sources their owner has archived, and what to do instead. */
export const archived: Readonly<Record<string, string>> = {
  'circleci/artifactory': 'use the command line of JFrog, or jfrog/artifactory-orb',
  'circleci/build-tools': 'write its steps into commands of your own',
  'circleci/cloudfoundry': 'install the cf command line in a step',
  'circleci/hello-build': 'remove it: it only greets',
  'circleci/jira-connect': 'use circleci/jira',
  'circleci/salesforce-apex': 'install the command line of Salesforce in a step',
  'circleci/sumologic': 'use a webhook of CircleCI',
  'circleci/swift': 'use a docker image of Swift',
}
