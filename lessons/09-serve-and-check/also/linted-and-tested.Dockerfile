FROM node:24-trixie AS build
WORKDIR /site
COPY . .
RUN npm run build

FROM build AS lint
RUN npm run lint

FROM lint AS test
RUN npm test

FROM nginxinc/nginx-unprivileged:trixie
COPY --from=test /site/dist /usr/share/nginx/html
