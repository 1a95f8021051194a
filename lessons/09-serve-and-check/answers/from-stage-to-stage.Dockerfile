FROM node:24-trixie-slim AS lint
WORKDIR /lint
COPY . .
RUN npm run lint

FROM node:24-trixie AS site
WORKDIR /build
COPY --from=lint /lint .
RUN npm run build

FROM nginxinc/nginx-unprivileged:trixie
WORKDIR /usr/share/nginx/html
COPY --from=site --chown=101:0 /build/dist .
