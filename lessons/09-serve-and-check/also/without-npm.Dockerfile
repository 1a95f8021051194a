FROM node:24-trixie AS build
WORKDIR /site
COPY . .
RUN node build.js

FROM build AS lint
RUN node lint.js

FROM nginxinc/nginx-unprivileged:trixie
COPY --from=lint /site/dist /usr/share/nginx/html
