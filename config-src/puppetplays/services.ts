import type { Service } from '../model/pipeline.ts'
import { postgresPassword, securityKey, workflowKey } from './contexts.ts'
import { admin, web } from './images.ts'

const database = { user: 'puppetplays', name: 'puppetplays', backups: 'database/postgres-backups' }

/** The user that Craft CMS runs as in its image: www-data of Alpine. */
const craftUser = { uid: 82, gid: 82 }

const postgres: Service = {
  name: 'postgres',
  image: 'postgres:13',
  ports: [],
  volumes: [
    {
      host: 'database/postgres',
      container: '/var/lib/postgresql/data',
      owner: { uid: 999, gid: 999 },
      precious: true,
    },
  ],
  environment: {
    POSTGRES_PASSWORD: { secret: postgresPassword },
    POSTGRES_USER: database.user,
    POSTGRES_DB: database.name,
  },
  healthCheck: {
    command: ['pg_isready', '--username', database.user, '--dbname', database.name],
    interval: '5s',
    timeout: '5s',
    retries: 12,
    startPeriod: '30s',
  },
  dependsOn: [],
  // PostgreSQL writes everything down before it stops; killing it earlier means recovery at the next start.
  stopGracePeriod: '60s',
  database,
}

const adminService: Service = {
  name: 'puppetplays-admin',
  image: admin,
  ports: [{ host: 11000, container: 8080 }],
  volumes: [
    { host: 'logs', container: '/app/storage/logs', owner: craftUser },
    { host: 'static', container: '/app/web/static', owner: craftUser, precious: true },
  ],
  environment: {
    PHP_MEMORY_LIMIT: '512M',
    PHP_POST_MAX_SIZE: '25M',
    PHP_UPLOAD_MAX_FILESIZE: '25M',
    DB_DRIVER: 'pgsql',
    DB_SERVER: postgres.name,
    DB_PORT: '5432',
    DB_USER: database.user,
    DB_PASSWORD: { secret: postgresPassword },
    DB_DATABASE: database.name,
    DB_SCHEMA: 'public',
    SECURITY_KEY: { secret: securityKey },
    PLUGIN_WORKFLOW_KEY: { secret: workflowKey },
    APP_ID: 'puppetplays',
    ENVIRONMENT: { fact: 'name' },
    SITE_URL: { setting: 'siteUrl' },
    CP_URL: { setting: 'controlPanelUrl' },
    COOKIE_DOMAIN: { setting: 'cookieDomain' },
    EMAIL_HOSTNAME: { setting: 'mailHost' },
    EMAIL_PORT: { setting: 'mailPort' },
    EMAIL_SENDER: { setting: 'mailSender' },
  },
  healthCheck: {
    command: ['wget', '-q', '-T', '4', '-O', '/dev/null', 'http://127.0.0.1:8080/admin/login'],
    interval: '5s',
    timeout: '5s',
    retries: 12,
    startPeriod: '60s',
  },
  dependsOn: [postgres],
  stopGracePeriod: '30s',
}

const webService: Service = {
  name: 'puppetplays-web',
  image: web,
  ports: [{ host: 7000, container: 3000 }],
  volumes: [],
  environment: { NEXT_PUBLIC_API_URL: { setting: 'apiUrl' } },
  healthCheck: {
    command: ['wget', '-q', '-T', '4', '-O', '/dev/null', 'http://127.0.0.1:3000/'],
    interval: '5s',
    timeout: '5s',
    retries: 12,
    startPeriod: '30s',
  },
  dependsOn: [adminService],
  stopGracePeriod: '30s',
}

/** Every service of a server, those first that others wait for. */
export const services: readonly Service[] = [postgres, adminService, webService]
