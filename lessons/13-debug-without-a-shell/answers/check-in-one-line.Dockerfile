FROM node:24-trixie-slim AS modules
WORKDIR /srv/api
COPY package*.json ./
RUN npm ci --omit=dev

FROM node:24-trixie-slim AS compiled
WORKDIR /srv/api
COPY . .
RUN npm ci
RUN npm run build

FROM gcr.io/distroless/nodejs24-debian13
COPY --from=compiled /srv/api/build /srv/api/build
COPY --from=modules /srv/api/node_modules /srv/api/node_modules
ENV PORT=3000
EXPOSE 3000
USER nonroot
HEALTHCHECK --start-period=5s CMD ["/nodejs/bin/node", "-e", "fetch('http://127.0.0.1:3000/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
CMD ["/srv/api/build/index.js"]
