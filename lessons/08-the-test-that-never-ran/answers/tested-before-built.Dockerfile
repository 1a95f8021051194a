FROM node:24-trixie-slim AS test
WORKDIR /usr/src/app
COPY package*.json ./
RUN npm ci
COPY . .
RUN node --test

FROM test AS build
RUN node build.js content /html

FROM nginxinc/nginx-unprivileged:trixie
COPY --from=build /html /usr/share/nginx/html
