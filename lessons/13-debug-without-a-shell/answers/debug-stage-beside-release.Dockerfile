FROM node:24-trixie AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM gcr.io/distroless/nodejs24-debian13:debug-nonroot AS debug
COPY --from=build /app/node_modules /srv/node_modules
COPY --from=build /app/build /srv/build
CMD ["/srv/build/index.js"]

FROM gcr.io/distroless/nodejs24-debian13:nonroot AS release
COPY --from=build /app/node_modules /srv/node_modules
COPY --from=build /app/build /srv/build
HEALTHCHECK CMD ["/nodejs/bin/node", "/srv/build/healthcheck.js"]
CMD ["/srv/build/index.js"]
