FROM node:24-trixie AS dependencies
WORKDIR /srv/bakery
COPY package*.json .
RUN npm ci

FROM dependencies AS site
COPY . .
RUN npm run build

FROM node:24-trixie-slim
WORKDIR /srv/bakery
COPY --from=site /srv/bakery/server.js /srv/bakery/package.json ./
COPY --from=site /srv/bakery/build ./build
CMD ["node", "server.js"]
