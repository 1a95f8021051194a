FROM node:24-trixie AS manifests
WORKDIR /src
COPY package*.json ./

FROM manifests AS production
RUN npm ci --omit=dev

FROM manifests AS checked
RUN npm ci
COPY . .
RUN npm run lint
RUN npm run build
RUN npm test

FROM gcr.io/distroless/nodejs24-debian13
COPY --from=production /src/node_modules /srv/node_modules
COPY --from=checked /src/build /srv/build
USER 65532:65532
EXPOSE 8080
CMD ["/srv/build/index.js"]
