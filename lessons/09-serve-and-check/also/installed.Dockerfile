FROM node:24-trixie AS build
WORKDIR /app
COPY package*.json ./
RUN npm ci
COPY . .
RUN npm run lint
RUN npm run build

FROM nginxinc/nginx-unprivileged:trixie
COPY --from=build /app/dist /usr/share/nginx/html
EXPOSE 8080
