FROM node:24-trixie AS build
WORKDIR /site
COPY . .
RUN npm run lint && npm run build

FROM nginxinc/nginx-unprivileged:trixie
WORKDIR /usr/share/nginx/html
COPY . .
COPY --from=build /site/dist .
