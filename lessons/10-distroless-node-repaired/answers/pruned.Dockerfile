FROM node:24-trixie AS compile
WORKDIR /srv/api
COPY package*.json ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev

FROM gcr.io/distroless/nodejs24-debian13
WORKDIR /srv/api
COPY --from=compile /srv/api/node_modules node_modules/
COPY --from=compile /srv/api/build build/
USER 65532
EXPOSE 8080
CMD ["/srv/api/build/index.js"]
