# Two stages: the first builds the web app, the second runs without the tools for it.
# This file has not been built where the project is developed; see docs/operations.md.
FROM node:20-slim AS build
WORKDIR /app
COPY . .
# npm ci also runs "prepare", which builds the web app into web/dist.
RUN npm ci && npm prune --omit=dev --ignore-scripts

FROM node:20-slim
WORKDIR /app
COPY --from=build --chown=node:node /app ./
RUN mkdir /data && chown node:node /data
USER node
# A container that others can reach must not carry demonstration accounts: their password is public.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 JIEBANG_DATA_DIR=/data JIEBANG_DEMO=off
# The embedded database and, in any case, the key that seals bids.
VOLUME /data
EXPOSE 4000
HEALTHCHECK --interval=30s --start-period=60s CMD ["node", "-e", "fetch('http://127.0.0.1:4000/readyz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Room for what lives briefly: a run over a city makes millions of such things.
CMD ["node", "--max-semi-space-size=64", "--import", "tsx", "server/main.ts"]
